package org.wakebell.zones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest of what is shipped, what the operator named and what the system has. What is broken is passed over and said;
 * it never keeps a program from starting. What is not shipped is read whole at once: a broken zone is found now and not
 * at night, and an upgrade of the system's package changes nothing in a running process.
 */
final class Newest {

    static final String SHIPPED = "shipped with Wakebell";

    /** For programs that have no settings file; the property wins. */
    private static final String UPDATE_VARIABLE = "WAKEBELL_ZONE_DATA";

    /** Where the system's folder is not the usual one, as the tz database's own code calls it. */
    private static final String SYSTEM_VARIABLE = "TZDIR";

    private static final String SYSTEM = "/usr/share/zoneinfo";

    private static volatile @Nullable InUse taken;

    /** One that was found, and what it is called. */
    record Found(Bundle bundle, String from) {}

    /** Chooses for this process. */
    static Bundle take() {
        List<String> refused = new ArrayList<>();
        String asked = System.getProperty(InUse.UPDATE, variable(UPDATE_VARIABLE, ""));
        Found found = choose(asked, variable(SYSTEM_VARIABLE, SYSTEM), refused);
        taken = new InUse(found.bundle.release(), found.from, refused, asked);
        return found.bundle;
    }

    static Optional<InUse> taken() {
        return Optional.ofNullable(taken);
    }

    private static String variable(String name, String usual) {
        String set = System.getenv(name);
        return set == null || set.isEmpty() ? usual : set;
    }

    /**
     * The newest that can be read whole; of equals the shipped one.
     *
     * @param asked file or folder; empty for none
     * @param system folder; it need not be there
     */
    static Found choose(String asked, String system, List<String> refused) {
        Bundle shipped;
        try {
            shipped = Bundle.shipped();
        } catch (BadZoneData e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        Found best = new Found(shipped, SHIPPED);
        if (!asked.isEmpty()) {
            best = better(best, asked, true, shipped, refused);
        }
        return better(best, system, false, shipped, refused);
    }

    private static Found better(Found best, String named, boolean wanted, Bundle shipped, List<String> refused) {
        try {
            Path place = Path.of(named);
            Release than = best.bundle.release();
            Optional<Bundle> newer = Files.isDirectory(place) ? folder(place, wanted, than) : wanted ? file(place, than) : Optional.empty();
            return newer.isEmpty() ? best : new Found(newer.get().completed(shipped).checked(), named);
        } catch (BadZoneData e) {
            refused.add(named + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with a file, the shipped data are there.
            refused.add(named + ": cannot be read (" + e + ")");
        }
        return best;
    }

    /** A system that does not say its release is left alone; an operator is told. */
    private static Optional<Bundle> folder(Path place, boolean wanted, Release than) throws BadZoneData {
        Zoneinfo folder = new Zoneinfo(place);
        boolean newer = folder.release().map(release -> release.compareTo(than) > 0).orElse(wanted);
        return newer ? Optional.of(folder.read()) : Optional.empty();
    }

    private static Optional<Bundle> file(Path place, Release than) throws BadZoneData, IOException {
        Bundle bundle = Bundle.read(Files.readAllBytes(place));
        return bundle.release().compareTo(than) > 0 ? Optional.of(bundle) : Optional.empty();
    }

    private Newest() {}
}
