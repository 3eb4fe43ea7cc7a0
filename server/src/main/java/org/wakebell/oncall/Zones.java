package org.wakebell.oncall;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;
import org.wakebell.platform.web.Refusal;

/** Reads a zone as people write it. */
public final class Zones {

    /**
     * @param field named in the refusal
     * @throws Refusal with the nearest zone there is
     */
    public static ZoneId of(String field, String text) {
        String said = text.strip();
        try {
            ZoneId zone = ZoneId.of(said);
            if (!said.isEmpty() && zone.getRules() != null) {
                return zone;
            }
        } catch (DateTimeException e) {
            throw unknown(field, said);
        }
        throw unknown(field, said);
    }

    private static Refusal unknown(String field, String said) {
        String clean = said.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(40)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Refusal.invalid(
                field, "there is no time zone \"" + clean + "\"; did you mean \"" + nearest(clean) + "\"?");
    }

    /** The city counts as much as the whole name: people write {@code Vancouver} or {@code america/vancuver}. */
    static String nearest(String said) {
        String wanted = said.toLowerCase(Locale.ROOT).replace(' ', '_');
        Comparator<String> nearness = Comparator.comparingInt((String id) -> distance(id, wanted))
                .thenComparing(id -> id.startsWith("Etc/") || id.startsWith("SystemV/"))
                .thenComparing(Comparator.naturalOrder());
        return new TreeSet<>(ZoneId.getAvailableZoneIds())
                .stream().min(nearness).orElse("UTC");
    }

    private static int distance(String id, String wanted) {
        String whole = id.toLowerCase(Locale.ROOT);
        String city = whole.substring(whole.lastIndexOf('/') + 1);
        int byCity = Math.min(edits(city, wanted), edits(city, wanted.substring(wanted.lastIndexOf('/') + 1)) + 1);
        return Math.min(edits(whole, wanted), byCity);
    }

    /** Levenshtein's distance. */
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
