package org.wakebell.zones;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of compiled zones, as {@code /usr/share/zoneinfo}. */
final class Zoneinfo {

    /** The same again, with leap seconds, or of this machine alone. */
    private static final Set<String> ASIDE = Set.of("posix", "right", "localtime", "posixrules", "Factory");

    /** Fewer are a part of a folder, not a release. */
    private static final int LEAST = 300;

    private static final int LARGEST = 65_000;

    private final Path folder;

    Zoneinfo(Path folder) {
        this.folder = folder;
    }

    /** From the first line of {@code tzdata.zi}, or from {@code +VERSION} where the BSDs and macOS keep it. */
    Optional<Release> release() {
        Optional<Release> said = firstLine("tzdata.zi")
                .filter(line -> line.startsWith("# version "))
                .flatMap(line -> Release.of(line.substring("# version ".length())));
        return said.isPresent() ? said : firstLine("+VERSION").flatMap(Release::of);
    }

    private Optional<String> firstLine(String file) {
        try (BufferedReader lines = Files.newBufferedReader(folder.resolve(file), StandardCharsets.ISO_8859_1)) {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Bundle read() throws BadZoneData {
        Release release = release().orElseThrow(() -> new BadZoneData("neither tzdata.zi nor +VERSION says which release this is"));
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, 4, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : all.filter(this::wanted).toList()) {
                put(files, file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BadZoneData("cannot be read: " + e.getMessage());
        }
        if (files.size() < LEAST) {
            throw new BadZoneData("has " + files.size() + " zones; a release has more than " + LEAST);
        }
        return Bundle.of(release, files, links(files));
    }

    private boolean wanted(Path file) {
        return Files.isRegularFile(file) && !ASIDE.contains(folder.relativize(file).getName(0).toString());
    }

    private void put(Map<String, byte[]> files, Path file) throws IOException, BadZoneData {
        String id = folder.relativize(file).toString().replace('\\', '/');
        // Tables and lists lie beside the zones, in lower case.
        if (!Character.isUpperCase(id.charAt(0))) {
            return;
        }
        byte[] bytes = Files.size(file) > LARGEST ? new byte[0] : Files.readAllBytes(file);
        try {
            files.put(id, Tzif.read(bytes).slim().bytes());
        } catch (BadZoneData e) {
            throw e.in(id);
        }
    }

    /** Lines {@code L TARGET NAME} of {@code tzdata.zi}, where the file of the name says the same as that of the target. */
    private Map<String, String> links(SortedMap<String, byte[]> files) throws BadZoneData {
        Map<String, String> links = new HashMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[0].equals("L") && Arrays.equals(files.get(words[1]), files.get(words[2]))) {
                links.put(words[2], words[1]);
            }
        }
        return links;
    }

    private List<String> lines() throws BadZoneData {
        Path table = folder.resolve("tzdata.zi");
        try {
            return Files.exists(table) ? Files.readAllLines(table, StandardCharsets.ISO_8859_1) : List.of();
        } catch (IOException e) {
            throw new BadZoneData("tzdata.zi cannot be read: " + e.getMessage());
        }
    }
}
