package org.wakebell.triage;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person would say them, in the English of stored reasons. */
final class Spoken {

    static String ago(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return time.toSeconds() + " s ago";
        }
        if (time.compareTo(Duration.ofHours(2)) < 0) {
            return time.toMinutes() + " min ago";
        }
        return time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h ago" : time.toDays() + " days ago";
    }

    static String rate(double perMinute) {
        if (perMinute >= 1) {
            return String.format(Locale.ROOT, "%,d a minute", Math.round(perMinute));
        }
        return perMinute * 60 >= 1
                ? String.format(Locale.ROOT, "%,d an hour", Math.round(perMinute * 60))
                : "less than one an hour";
    }

    static String count(long many, String one, String more) {
        return many == 1 ? "1 " + one : String.format(Locale.ROOT, "%,d %s", many, more);
    }

    /** Distinct values are exact to 1,000. */
    static String distinct(long many, String one, String more) {
        return many > Counters.EXACT ? "1,000+ " + more : count(many, one, more);
    }

    private Spoken() {}
}
