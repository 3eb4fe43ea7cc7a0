package org.wakebell.oncall.ics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One VEVENT: a single event, a series, or what became of some of a series ({@code replaces} set).
 *
 * @param end by DTEND or DURATION; null if neither is given
 * @param mails of organizer and attendees, in lower case
 * @param replaces RECURRENCE-ID
 * @param onwards RANGE=THISANDFUTURE
 */
record IcsEvent(
        String uid,
        int sequence,
        String summary,
        List<String> mails,
        boolean cancelled,
        Moment start,
        @Nullable Moment end,
        @Nullable Duration exactly,
        List<String> rules,
        List<String> notRules,
        List<Extra> extras,
        List<Moment> not,
        @Nullable Moment replaces,
        boolean onwards) {

    /** An RDATE; a PERIOD has a length of its own. */
    record Extra(Moment start, @Nullable Duration length) {}

    /** When an occurrence that begins there ends; by the wall clock if the event says its end, exactly if a length. */
    Instant end(LocalDateTime begins) {
        ZoneId zone = start.zone();
        if (exactly != null) {
            return Moment.instant(begins, zone).plus(exactly);
        }
        if (end == null) {
            return Moment.instant(start.day() ? begins.plusDays(1) : begins, zone);
        }
        Duration long_ = Duration.between(start.local(), end.in(zone).local());
        if (!end.zone().equals(zone) && !end.day()) {
            return Moment.instant(begins, zone).plus(Duration.between(start.instant(), end.instant()));
        }
        return Moment.instant(begins.plus(long_), zone);
    }

    /** @param zones what TZID means here */
    static IcsEvent of(List<Line> lines, IcsZones zones) {
        String uid = "";
        int sequence = 0;
        String summary = "";
        boolean cancelled = false;
        Moment start = null;
        Moment end = null;
        String duration = "";
        List<String> mails = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        List<String> notRules = new ArrayList<>();
        List<Extra> extras = new ArrayList<>();
        List<Moment> not = new ArrayList<>();
        Moment replaces = null;
        boolean onwards = false;
        for (Line line : lines) {
            switch (line.name()) {
                case "UID" -> uid = line.value().strip();
                case "SEQUENCE" -> sequence = number(line.value());
                case "SUMMARY" -> summary = line.text();
                case "STATUS" -> cancelled = line.value().strip().equalsIgnoreCase("CANCELLED");
                case "DTSTART" -> start = moment(line, zones);
                case "DTEND" -> end = moment(line, zones);
                case "DURATION" -> duration = line.value().strip();
                case "ORGANIZER", "ATTENDEE" -> mails.add(line.value().strip().replaceFirst("(?i)^mailto:", "").toLowerCase(Locale.ROOT));
                case "RRULE" -> once(rules, line.value().strip());
                case "EXRULE" -> once(notRules, line.value().strip());
                case "RDATE" -> extras.addAll(extras(line, zones));
                case "EXDATE" -> each(line).forEach(one -> not.add(Moment.of(one, zone(line, zones))));
                case "RECURRENCE-ID" -> {
                    replaces = moment(line, zones);
                    onwards = line.parameter("RANGE").equalsIgnoreCase("THISANDFUTURE");
                }
                default -> {
                    // nothing that decides when
                }
            }
        }
        if (start == null) {
            throw new IcsRefused("an event says no DTSTART" + (summary.isEmpty() ? "" : ": " + summary));
        }
        // Of two ends the shorter story is told: DTEND wins, one that lies before the start is none.
        Moment ends = end != null && !end.in(start.zone()).local().isBefore(start.local()) ? end : null;
        Duration exactly = null;
        if (ends == null && !duration.isEmpty()) {
            Length length = Length.of(duration);
            if (start.day() || length.time.isZero()) {
                ends = start.at(start.local().plus(length.days).plus(length.time));
            } else {
                exactly = length.time.plusDays(length.days.getDays());
            }
        }
        return new IcsEvent(
                uid, sequence, summary, mails, cancelled, start, ends, exactly, rules, notRules, extras, not, replaces, onwards);
    }

    /** {@code P1DT2H}, {@code P2W}, {@code -PT1H} (which is none). */
    record Length(Period days, Duration time) {
        static Length of(String text) {
            String said = text.toUpperCase(Locale.ROOT).replaceFirst("^\\+", "");
            try {
                if (said.startsWith("-")) {
                    return new Length(Period.ZERO, Duration.ZERO);
                }
                int t = said.indexOf('T');
                String days = t < 0 ? said : said.substring(0, t);
                Period period = days.equals("P") ? Period.ZERO : Period.parse(days);
                return new Length(period, t < 0 ? Duration.ZERO : Duration.parse("P" + said.substring(t)));
            } catch (DateTimeException e) {
                throw new IcsRefused("\"" + text + "\" is not a length of time");
            }
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void once(List<String> rules, String rule) {
        if (!rule.isEmpty() && !rules.contains(rule)) {
            rules.add(rule);
        }
    }

    private static ZoneId zone(Line line, IcsZones zones) {
        return zones.of(line.parameter("TZID"));
    }

    private static Moment moment(Line line, IcsZones zones) {
        return Moment.of(line.value(), zone(line, zones));
    }

    private static List<String> each(Line line) {
        return line.value().isBlank() ? List.of() : List.of(line.value().split(","));
    }

    private static List<Extra> extras(Line line, IcsZones zones) {
        ZoneId zone = zone(line, zones);
        List<Extra> extras = new ArrayList<>();
        for (String one : each(line)) {
            int slash = one.indexOf('/');
            Moment start = Moment.of(slash < 0 ? one : one.substring(0, slash), zone);
            Duration length = null;
            if (slash >= 0) {
                String rest = one.substring(slash + 1);
                Length said = rest.startsWith("P") ? Length.of(rest) : null;
                length = said == null
                        ? Duration.between(start.instant(), Moment.of(rest, zone).instant())
                        : said.time.plusDays(said.days.getDays());
            }
            extras.add(new Extra(start, length));
        }
        return extras;
    }
}
