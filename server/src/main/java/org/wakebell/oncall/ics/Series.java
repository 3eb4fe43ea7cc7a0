package org.wakebell.oncall.ics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a calendar says under one UID: the series, and what became of some of it. Of two versions the higher SEQUENCE
 * counts, of equal ones the later in the file.
 */
final class Series {

    /** An event that lasts longer is cut off from the left by this much looking back. */
    private static final Duration LONGEST = Duration.ofDays(400);

    private @Nullable IcsEvent whole;

    /** By the instant it replaces. */
    private final Map<Instant, IcsEvent> single = new HashMap<>();

    private final TreeMap<Instant, IcsEvent> onwards = new TreeMap<>();

    void add(IcsEvent event) {
        Moment replaces = event.replaces();
        if (replaces == null) {
            whole = newer(whole, event);
        } else {
            (event.onwards() ? onwards : single).merge(replaces.instant(), event, Series::newer);
        }
    }

    private static IcsEvent newer(@Nullable IcsEvent was, IcsEvent is) {
        return was == null || is.sequence() >= was.sequence() ? is : was;
    }

    List<Occurrence> between(Instant from, Instant to) {
        List<Occurrence> all = new ArrayList<>();
        Set<IcsEvent> used = new HashSet<>();
        if (whole != null && !whole.cancelled()) {
            Set<Instant> seen = new HashSet<>();
            for (LocalDateTime start : starts(whole, from, to)) {
                // Two wall-clock times of one gap are one instant.
                if (seen.add(Moment.instant(start, whole.start().zone()))) {
                    occurrence(whole, start, used, all);
                }
            }
            for (IcsEvent.Extra extra : whole.extras()) {
                Moment start = extra.start().in(whole.start().zone());
                if (!excluded(whole, start.local()) && seen.add(start.instant())) {
                    extra(whole, start, extra.length(), used, all);
                }
            }
        }
        if (whole == null || !whole.cancelled()) {
            // What replaces an occurrence outside of the window, or of a series that was not sent, stands for itself.
            for (IcsEvent one : single.values()) {
                if (!used.contains(one) && !one.cancelled()) {
                    add(all, one, one.start().local(), one.end(one.start().local()));
                }
            }
        }
        all.removeIf(one -> !one.start().isBefore(to) || !one.end().isAfter(from) || !one.start().isBefore(one.end()));
        return all;
    }

    private List<LocalDateTime> starts(IcsEvent event, Instant from, Instant to) {
        if (event.rules().isEmpty()) {
            return excluded(event, event.start().local()) ? List.of() : List.of(event.start().local());
        }
        Duration moved = Duration.ZERO;
        for (IcsEvent one : onwards.values()) {
            moved = max(moved, Duration.between(one.start().instant(), one.replaces() == null ? one.start().instant() : one.replaces().instant()).abs());
        }
        LocalDateTime earliest = LocalDateTime.ofInstant(from.minus(LONGEST).minus(moved), event.start().zone());
        LocalDateTime latest = LocalDateTime.ofInstant(to.plus(moved).plus(Duration.ofDays(2)), event.start().zone());
        Set<LocalDateTime> not = new HashSet<>();
        for (String rule : event.notRules()) {
            not.addAll(Repeats.of(rule, event.start(), earliest, latest));
        }
        List<LocalDateTime> starts = new ArrayList<>();
        for (String rule : event.rules()) {
            for (LocalDateTime start : Repeats.of(rule, event.start(), earliest, latest)) {
                if (!not.contains(start) && !excluded(event, start)) {
                    starts.add(start);
                }
            }
        }
        return starts;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    /** By EXDATE: a day excludes whatever begins on it, a time what begins at that instant. */
    private static boolean excluded(IcsEvent event, LocalDateTime start) {
        for (Moment not : event.not()) {
            LocalDate day = not.local().toLocalDate();
            boolean same = not.day() || event.start().day()
                    ? day.equals(start.toLocalDate())
                    : not.instant().equals(Moment.instant(start, event.start().zone()));
            if (same) {
                return true;
            }
        }
        return false;
    }

    private void occurrence(IcsEvent event, LocalDateTime start, Set<IcsEvent> used, Collection<Occurrence> all) {
        IcsEvent instead = replaced(event, event.start().at(start));
        if (instead != null) {
            used.add(instead);
            if (!instead.cancelled()) {
                add(all, instead, instead.start().local(), instead.end(instead.start().local()));
            }
            return;
        }
        Instant at = Moment.instant(start, event.start().zone());
        Map.Entry<Instant, IcsEvent> change = onwards.floorEntry(at);
        Moment replaces = change == null ? null : change.getValue().replaces();
        if (change == null || replaces == null) {
            add(all, event, start, event.end(start));
            return;
        }
        IcsEvent later = change.getValue();
        Moment was = replaces.in(event.start().zone());
        Moment is = later.start().in(event.start().zone());
        if (!later.cancelled()) {
            LocalDateTime moved = start.plus(Duration.between(was.local(), is.local()));
            LocalDateTime there = event.start().at(moved).in(later.start().zone()).local();
            add(all, later, there, later.end(there));
        }
    }

    private void extra(IcsEvent event, Moment start, @Nullable Duration length, Set<IcsEvent> used, Collection<Occurrence> all) {
        if (length == null || replaced(event, start) != null) {
            occurrence(event, start.local(), used, all);
        } else {
            add(all, event, start.local(), start.instant().plus(length));
        }
    }

    /** RECURRENCE-ID may be said in another zone, or as a day where the series has hours. */
    private @Nullable IcsEvent replaced(IcsEvent event, Moment start) {
        IcsEvent exact = single.get(start.instant());
        if (exact != null) {
            return exact;
        }
        for (IcsEvent one : single.values()) {
            Moment replaces = one.replaces();
            if (replaces != null
                    && (replaces.day() || event.start().day())
                    && replaces.local().toLocalDate().equals(start.local().toLocalDate())) {
                return one;
            }
        }
        return null;
    }

    private static void add(Collection<Occurrence> all, IcsEvent event, LocalDateTime start, Instant end) {
        Instant begins = Moment.instant(start, event.start().zone());
        LocalDate first = event.start().day() ? start.toLocalDate() : null;
        LocalDate last = first == null ? null : LocalDateTime.ofInstant(end.minusSeconds(1), event.start().zone()).toLocalDate();
        all.add(new Occurrence(event.uid(), event.summary(), event.mails(), begins, end, first, last));
    }
}
