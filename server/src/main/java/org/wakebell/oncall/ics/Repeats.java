package org.wakebell.oncall.ics;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * A recurrence rule on the wall clock. The library never sees a zone and never an UNTIL: it would resolve a repeated
 * time as the second of the two, and files spell UNTIL in every way there is.
 */
final class Repeats {

    /** Steps of one rule, whatever comes of them. */
    static final int MOST = 20_000;

    private static final int WIDEST = 1_000;
    private static final Set<String> FREQUENCIES = Set.of("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY");

    /**
     * Wall-clock starts, in order, from about {@code from} on, before {@code to}.
     *
     * @throws IcsRefused if the rule is none, or one that nobody plans with: every minute, or without end in sight
     */
    static List<LocalDateTime> of(String rule, Moment start, LocalDateTime from, LocalDateTime to) {
        Map<String, String> parts = parts(rule);
        String until = parts.remove("UNTIL");
        check(rule, parts);
        List<LocalDateTime> all = new ArrayList<>();
        try {
            RecurrenceRule read = new RecurrenceRule(joined(parts), RecurrenceRule.RfcMode.RFC5545_LAX);
            RecurrenceRuleIterator each = read.iterator(date(start.local(), start.day()));
            if (!parts.containsKey("COUNT") && start.local().isBefore(from)) {
                each.fastForward(date(from, start.day()));
            }
            for (int steps = 0; each.hasNext(); steps++) {
                LocalDateTime next = local(each.nextDateTime());
                if (!next.isBefore(to) || until != null && !within(next, until, start)) {
                    return all;
                }
                if (steps == MOST) {
                    throw new IcsRefused("the rule " + rule + " has more than " + MOST + " occurrences");
                }
                if (!next.isBefore(from)) {
                    all.add(next);
                }
            }
            return all;
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException | ArithmeticException e) {
            throw new IcsRefused("the rule " + rule + " is not understood");
        }
    }

    private static Map<String, String> parts(String rule) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : rule.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip().toUpperCase(Locale.ROOT), part.substring(equals + 1).strip().toUpperCase(Locale.ROOT));
            }
        }
        String days = parts.get("BYDAY");
        if (days != null) {
            // The zeroth Monday is none: it says nothing, and the other days stand.
            String left = String.join(",", Arrays.stream(days.split(",")).filter(day -> !day.matches("[+-]?0+[A-Z]{2}")).toList());
            if (left.isEmpty()) {
                throw new IcsRefused("the rule " + rule + " is not understood");
            }
            parts.put("BYDAY", left);
        }
        return parts;
    }

    private static void check(String rule, Map<String, String> parts) {
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
            throw new IcsRefused("the rule " + rule + " is not taken: it must repeat by hours, days, weeks, months or years");
        }
        String interval = parts.getOrDefault("INTERVAL", "1");
        if (!interval.matches("[0-9]{1,4}") || Integer.parseInt(interval) < 1 || Integer.parseInt(interval) > WIDEST) {
            throw new IcsRefused("the rule " + rule + " is not taken: INTERVAL lies between 1 and " + WIDEST);
        }
        if (parts.values().stream().anyMatch(value -> value.contains("="))) {
            throw new IcsRefused("the rule " + rule + " is not understood");
        }
    }

    private static String joined(Map<String, String> parts) {
        return String.join(";", parts.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }

    /** Inclusive. A day means the whole of it; UTC is compared as an instant, unless the event is of whole days. */
    private static boolean within(LocalDateTime next, String until, Moment start) {
        Moment last = Moment.of(until, start.zone());
        if (last.day() || start.day()) {
            return !next.toLocalDate().isAfter(last.local().toLocalDate());
        }
        Instant at = Moment.instant(next, start.zone());
        return until.endsWith("Z") ? !at.isAfter(last.instant()) : !next.isAfter(last.local());
    }

    private static DateTime date(LocalDateTime at, boolean day) {
        return day
                ? new DateTime(at.getYear(), at.getMonthValue() - 1, at.getDayOfMonth())
                : new DateTime(at.getYear(), at.getMonthValue() - 1, at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond());
    }

    private static LocalDateTime local(DateTime at) {
        return LocalDateTime.of(at.getYear(), at.getMonth() + 1, at.getDayOfMonth(), at.getHours(), at.getMinutes(), at.getSeconds());
    }

    private Repeats() {}
}
