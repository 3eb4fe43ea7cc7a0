package org.wakebell.zones;

import java.util.Comparator;
import java.util.Optional;

/**
 * A release of the tz database, as in {@code 2026f}; after {@code z} comes {@code za}. The later one is the greater.
 *
 * @param year of the release
 * @param letters {@code a} for the first of the year
 */
public record Release(int year, String letters) implements Comparable<Release> {

    private static final Comparator<Release> ORDER = Comparator.comparingInt(Release::year)
            .thenComparingInt(release -> release.letters.length())
            .thenComparing(Release::letters);

    /** Empty for anything else, such as {@code unknown} or a development version. */
    public static Optional<Release> of(String text) {
        String clean = text.strip();
        if (clean.length() < 5 || !digits(clean.substring(0, 4))) {
            return Optional.empty();
        }
        String letters = clean.substring(4);
        boolean plain = letters.length() < 4 && letters.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return plain ? Optional.of(new Release(Integer.parseInt(clean.substring(0, 4)), letters)) : Optional.empty();
    }

    private static boolean digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return year + letters;
    }
}
