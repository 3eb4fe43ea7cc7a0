package org.wakebell.zones;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole release in one file: {@code WBTZ}, a format number, the release, the zones as slim TZif files, and the ids, each
 * with the number of its zone and the id that it is another name of. The same release gives the same bytes.
 */
final class Bundle {

    static final int MAGIC = 0x57425A54;
    private static final int FORMAT = 1;
    private static final int MOST = 20_000;

    /** @param of the id that this one is another name of; empty if it has rules of its own */
    record Id(int zone, String of) {}

    private final Release release;
    private final List<byte[]> zones;
    private final SortedMap<String, Id> ids;

    private Bundle(Release release, List<byte[]> zones, SortedMap<String, Id> ids) {
        this.release = release;
        this.zones = zones;
        this.ids = ids;
    }

    /** What this program was built with. */
    static Bundle shipped() throws BadZoneData {
        try (InputStream in = Bundle.class.getResourceAsStream("tzdb.zones")) {
            if (in == null) {
                throw new BadZoneData("the zone data that belong into this program are missing");
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new BadZoneData("the zone data of this program cannot be read: " + e);
        }
    }

    /**
     * @param files slim TZif files by id
     * @param links ids that are other names, with what they are names of
     */
    static Bundle of(Release release, SortedMap<String, byte[]> files, Map<String, String> links) {
        Map<ByteBuffer, Integer> numbers = new HashMap<>();
        List<byte[]> zones = new ArrayList<>();
        SortedMap<String, Id> ids = new TreeMap<>();
        files.forEach((id, file) -> {
            int number = numbers.computeIfAbsent(ByteBuffer.wrap(file), seen -> zones.size());
            if (number == zones.size()) {
                zones.add(file);
            }
            ids.put(id, new Id(number, links.getOrDefault(id, "")));
        });
        return new Bundle(release, zones, ids);
    }

    static Bundle read(byte[] file) throws BadZoneData {
        ByteBuffer in = ByteBuffer.wrap(file);
        try {
            if (in.getInt() != MAGIC || in.get() != FORMAT) {
                throw new BadZoneData("these are not zone data that this program understands");
            }
            String version = text(in);
            Release release = Release.of(version).orElseThrow(() -> new BadZoneData("\"" + version + "\" is not a release of the tz database"));
            return new Bundle(release, zones(in), ids(in));
        } catch (BufferUnderflowException e) {
            throw new BadZoneData("the zone data are cut off after " + file.length + " bytes");
        }
    }

    private static List<byte[]> zones(ByteBuffer in) throws BadZoneData {
        int count = count(in.getChar());
        List<byte[]> zones = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] zone = new byte[in.getChar()];
            in.get(zone);
            zones.add(zone);
        }
        return zones;
    }

    private static SortedMap<String, Id> ids(ByteBuffer in) throws BadZoneData {
        int count = count(in.getChar());
        SortedMap<String, Id> ids = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            ids.put(text(in), new Id(in.getChar(), text(in)));
        }
        return ids;
    }

    private static int count(int count) throws BadZoneData {
        if (count > MOST) {
            throw new BadZoneData("the zone data claim to have " + count + " zones");
        }
        return count;
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.get() & 0xFF];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(FORMAT);
            text(out, release.toString());
            out.writeChar(zones.size());
            for (byte[] zone : zones) {
                out.writeChar(zone.length);
                out.write(zone);
            }
            out.writeChar(ids.size());
            for (Map.Entry<String, Id> id : ids.entrySet()) {
                text(out, id.getKey());
                out.writeChar(id.getValue().zone);
                text(out, id.getValue().of);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    Release release() {
        return release;
    }

    Set<String> ids() {
        return ids.keySet();
    }

    int zones() {
        return zones.size();
    }

    /** @throws BadZoneData if there is no such zone, or its part is broken */
    ZoneRules rules(String id) throws BadZoneData {
        Id known = ids.get(id);
        if (known == null || known.zone >= zones.size()) {
            throw new BadZoneData("there is no zone " + id + " in the zone data");
        }
        try {
            return Tzif.read(zones.get(known.zone)).rules();
        } catch (BadZoneData e) {
            throw e.in(id);
        }
    }

    /** Reads every zone once, so that a broken one is found now and not at night. */
    Bundle checked() throws BadZoneData {
        Set<Integer> seen = new HashSet<>();
        for (Map.Entry<String, Id> id : ids.entrySet()) {
            if (seen.add(id.getValue().zone)) {
                rules(id.getKey());
            }
        }
        return this;
    }

    /**
     * With the names that these zone data lack and others have: some systems leave out old names such as
     * {@code US/Pacific}. They follow what they are names of here.
     */
    Bundle completed(Bundle others) {
        Map<String, Id> missing = new LinkedHashMap<>();
        List<byte[]> more = new ArrayList<>(zones);
        others.ids.forEach((id, known) -> {
            if (!ids.containsKey(id)) {
                Id target = ids.get(known.of);
                if (target == null) {
                    more.add(others.zones.get(known.zone));
                }
                missing.put(id, target == null ? new Id(more.size() - 1, "") : new Id(target.zone, known.of));
            }
        });
        SortedMap<String, Id> all = new TreeMap<>(ids);
        all.putAll(missing);
        return new Bundle(release, more, all);
    }
}
