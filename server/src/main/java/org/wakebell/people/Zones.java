package org.wakebell.people;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.wakebell.platform.web.Refusal;

/** Named time zones, as people type them. Offsets such as {@code +09:00} are refused: they do not know summer time. */
public final class Zones {

    private static final List<String> PLACES = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/") && !id.startsWith("US/"))
            .sorted()
            .toList();

    /** All places, sorted, for a list to choose from. */
    public static List<String> places() {
        return PLACES;
    }

    /** @throws Refusal that names the nearest known zone */
    public static ZoneId of(String field, String typed) {
        String id = typed.strip().replace(' ', '_');
        for (String known : PLACES) {
            if (known.equalsIgnoreCase(id)) {
                return ZoneId.of(known);
            }
        }
        if (id.equalsIgnoreCase("UTC")) {
            return ZoneId.of("UTC");
        }
        try {
            if (ZoneId.of(id) instanceof ZoneOffset) {
                throw Refusal.invalid(field, "\"" + id + "\" is an offset and does not know summer time. Write a place, as in Asia/Seoul.");
            }
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "No time zone is named \"" + typed.strip() + "\". Did you mean " + nearest(id) + "?");
        }
        if (ZoneId.getAvailableZoneIds().contains(id)) {
            return ZoneId.of(id);
        }
        throw Refusal.invalid(field, "Write the time zone as a place, as in Asia/Seoul or America/Vancouver.");
    }

    static String nearest(String typed) {
        String asked = typed.toLowerCase(Locale.ROOT);
        return PLACES.stream()
                .min(Comparator.comparingInt((String id) -> distance(asked, id)).thenComparing(id -> id))
                .orElse("UTC");
    }

    /** To the whole name or to its city alone, whichever is nearer. */
    private static int distance(String asked, String id) {
        String known = id.toLowerCase(Locale.ROOT);
        return Math.min(edits(asked, known), edits(asked, known.substring(known.lastIndexOf('/') + 1)));
    }

    /** Levenshtein. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private Zones() {}
}
