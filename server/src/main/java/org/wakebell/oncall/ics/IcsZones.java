package org.wakebell.oncall.ics;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar's TZID means. A name of the tz database, also behind a prefix ({@code /example.org/…/Europe/Berlin});
 * a Windows name as Outlook writes it, with or without a VTIMEZONE; else what its VTIMEZONE names or, if that has one
 * offset only, the offset. A VTIMEZONE's own rules are never computed: they describe one year at best.
 */
final class IcsZones {

    private static final Map<String, String> WINDOWS = windows();

    private final Map<String, ZoneId> own = new HashMap<>();
    private ZoneId usual;

    /** @param usual for times that name no zone, unless the calendar names one */
    IcsZones(ZoneId usual) {
        this.usual = usual;
    }

    ZoneId usual() {
        return usual;
    }

    /** X-WR-TIMEZONE: whose clock a Google calendar's floating times are of. */
    void usual(String name) {
        ZoneId known = known(name);
        if (known != null) {
            usual = known;
        }
    }

    /** @throws IcsRefused if nobody knows it: a shift at a wrong hour is worse than none */
    ZoneId of(String tzid) {
        if (tzid.isBlank()) {
            return usual;
        }
        ZoneId known = known(tzid);
        ZoneId zone = known == null ? own.get(tzid) : known;
        if (zone == null) {
            throw new IcsRefused("nobody knows the time zone \"" + tzid + "\"");
        }
        return zone;
    }

    /** The lines inside one VTIMEZONE. */
    void describe(List<Line> lines) {
        String tzid = "";
        String location = "";
        Set<String> offsets = new HashSet<>();
        for (Line line : lines) {
            switch (line.name()) {
                case "TZID" -> tzid = line.value().strip();
                case "X-LIC-LOCATION" -> location = line.value().strip();
                case "TZOFFSETTO" -> offsets.add(line.value().strip());
                default -> {
                    // the rest describes clock changes, which the zone data knows better
                }
            }
        }
        ZoneId zone = known(location);
        if (zone == null && offsets.size() == 1) {
            zone = offset(offsets.iterator().next());
        }
        if (zone != null && !tzid.isBlank()) {
            own.put(tzid, zone);
        }
    }

    private static @Nullable ZoneId offset(String text) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ZoneId known(String tzid) {
        String name = tzid.strip();
        String windows = WINDOWS.get(name.toLowerCase(Locale.ROOT));
        if (windows != null) {
            return ZoneId.of(windows);
        }
        if (name.equalsIgnoreCase("Z") || name.equalsIgnoreCase("GMT")) {
            return ZoneOffset.UTC;
        }
        for (String rest = name; ; rest = rest.substring(rest.indexOf('/') + 1)) {
            if (ZoneId.getAvailableZoneIds().contains(rest)) {
                return ZoneId.of(rest);
            }
            if (rest.indexOf('/') < 0) {
                return null;
            }
        }
    }

    private static Map<String, String> windows() {
        Properties all = new Properties();
        try (InputStream in = IcsZones.class.getResourceAsStream("windows-zones.properties")) {
            if (in == null) {
                throw new IllegalStateException("windows-zones.properties is not in the jar");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            all.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> zones = new HashMap<>();
        all.stringPropertyNames().forEach(name -> zones.put(name.toLowerCase(Locale.ROOT), all.getProperty(name)));
        return Map.copyOf(zones);
    }
}
