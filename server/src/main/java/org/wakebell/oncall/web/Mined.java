package org.wakebell.oncall.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;

/** Puts one person's shifts together. */
final class Mined {

    static final Duration AHEAD = Duration.ofDays(90);

    /** Less than this of a night is not a night. */
    private static final Duration PART_OF_A_NIGHT = Duration.ofMinutes(30);

    /** Of the shifts of others, so many and so far. */
    private static final int MOST_THEIRS = 12;

    private static final Duration THEIRS = Duration.ofDays(14);

    /** A stretch in which somebody is on call without a break. */
    record Stretch(Schedule schedule, String person, Instant from, Instant until) {}

    private final Planning planning;
    private final Swaps swaps;
    private final People people;
    private final Page page;

    Mined(Planning planning, Swaps swaps, People people, Page page) {
        this.planning = planning;
        this.swaps = swaps;
        this.people = people;
        this.page = page;
    }

    Mine of(Person me) {
        Instant now = page.now();
        List<Stretch> all = stretches(me.id(), now, now.plus(AHEAD));
        int nights = all.stream().mapToInt(one -> nights(me, one)).sum();
        return new Mine(
                headline(all, now),
                page.t("oncall.mine.total", all.size(), nights),
                page.times().place(),
                all.stream().map(one -> shift(me, one, now)).toList(),
                Ask.of(swaps, planning, people, page, swap -> swaps.mayTake(swap, me)),
                Ask.of(swaps, planning, people, page, swap -> swap.concerns(me.id()) && !swaps.mayTake(swap, me)),
                page.reader().isAny("responder") ? theirs(me, now) : List.of(),
                page.reader().isAny("responder"));
    }

    /** Their shifts in all schedules, soonest first. */
    List<Stretch> stretches(String person, Instant from, Instant to) {
        return stretches(from, to, person::equals);
    }

    private List<Stretch> stretches(Instant from, Instant to, Predicate<String> whose) {
        List<Stretch> all = new ArrayList<>();
        for (Schedule schedule : planning.all()) {
            Map<String, Stretch> open = new HashMap<>();
            for (Span span : schedule.rota().spans(from, to, Join.PEOPLE)) {
                Map<String, Stretch> running = new HashMap<>();
                span.people().stream().filter(whose).forEach(person -> {
                    Stretch before = open.get(person);
                    Instant until = span.until().equals(to) ? end(schedule, person, span) : span.until();
                    running.put(person, new Stretch(schedule, person, before == null ? span.from() : before.from(), until));
                });
                open.forEach((person, over) -> {
                    if (!running.containsKey(person)) {
                        all.add(over);
                    }
                });
                open.clear();
                open.putAll(running);
            }
            all.addAll(open.values());
        }
        all.sort(Comparator.comparing(Stretch::from).thenComparing(one -> one.schedule().name()).thenComparing(Stretch::person));
        return all;
    }

    /** The next shifts of others at whose beginning this person is free in that schedule. */
    private List<Mine.Theirs> theirs(Person me, Instant now) {
        return stretches(now, now.plus(THEIRS), person -> !person.equals(me.id())).stream()
                .filter(one -> one.schedule().rota().at(one.from()).stream().noneMatch(seat -> seat.person().equals(me.id())))
                .limit(MOST_THEIRS)
                .map(one -> theirs(me, one, now))
                .toList();
    }

    private Mine.Theirs theirs(Person me, Stretch one, Instant now) {
        boolean running = !one.from().isAfter(now);
        Why why = new Why(people, page);
        Swap.Part part = swaps.coverable(one.schedule(), one.person(), me.id(), one.from());
        return new Mine.Theirs(
                one.schedule().id(),
                one.schedule().name(),
                one.person(),
                why.name(one.person()),
                people.colour(one.person()),
                (running ? page.t("oncall.now") : page.times().at(part.from())) + " – " + page.times().at(part.until()),
                page.times().length(Duration.between(part.from(), part.until())),
                running ? "" : one.from().toString(),
                why.lacks(me.id(), one.schedule().demands()));
    }

    /** A shift that runs beyond the picture is not cut; one that never ends is. */
    private static Instant end(Schedule schedule, String person, Span last) {
        Instant until = schedule.rota().until(person, last.until().minusNanos(1));
        return until.equals(Instant.MAX) ? last.until() : until;
    }

    private String headline(List<Stretch> all, Instant now) {
        if (all.isEmpty()) {
            return page.t("oncall.mine.none");
        }
        Stretch first = all.getFirst();
        return first.from().isAfter(now)
                ? page.t("oncall.mine.next", page.times().at(first.from()))
                : page.t("oncall.mine.now", end(first, now));
    }

    /** One that never ends is cut by the end of the picture. */
    private String end(Stretch one, Instant now) {
        return one.until().equals(now.plus(AHEAD)) ? page.t("oncall.mine.open") : page.times().at(one.until());
    }

    private Mine.Shift shift(Person me, Stretch one, Instant now) {
        boolean running = !one.from().isAfter(now);
        ZoneId there = people.zoneOf(me, one.from());
        String where = there.equals(page.times().zone())
                ? ""
                : page.t("oncall.mine.there", page.times().at(one.from(), there), page.times().place(there));
        int nights = nights(me, one);
        return new Mine.Shift(
                one.schedule().id(),
                one.schedule().name(),
                (running ? page.t("oncall.now") : page.times().at(one.from())) + " – " + end(one, now),
                page.times().length(Duration.between(one.from(), one.until())),
                nights == 0 ? "" : page.t("oncall.mine.nights", nights),
                where,
                running,
                "/on-call/swap?schedule=" + one.schedule().id() + "&from=" + encoded(one.from()) + "&until=" + encoded(one.until()));
    }

    static String encoded(Instant at) {
        return URLEncoder.encode(at.toString(), StandardCharsets.UTF_8);
    }

    /** Nights that a shift touches, by the hours this person sleeps and the clock of wherever they are then. */
    private int nights(Person me, Stretch one) {
        Window night = Window.everyDay(me.sleeps(), me.wakes());
        int nights = 0;
        for (People.Stay stay : people.stays(me, one.from(), one.until())) {
            LocalDate day = LocalDate.ofInstant(stay.from(), stay.zone()).minusDays(1);
            for (; night.opens(day, stay.zone()).isBefore(stay.until()); day = day.plusDays(1)) {
                Instant from = latest(stay.from(), night.opens(day, stay.zone()));
                Instant until = soonest(stay.until(), night.closes(day, stay.zone()));
                if (Duration.between(from, until).compareTo(PART_OF_A_NIGHT) >= 0) {
                    nights++;
                }
            }
        }
        return nights;
    }

    /** Shifts of others in the next four weeks, to be taken in return. */
    List<SwapForm.Other> others(Person me, int most) {
        List<SwapForm.Other> others = new ArrayList<>();
        Instant from = page.now().plusSeconds(60);
        Map<String, List<Stretch>> shifts = stretches(from, from.plus(Duration.ofDays(28)), person -> !person.equals(me.id())).stream()
                .filter(one -> one.from().isAfter(from))
                .collect(Collectors.groupingBy(Stretch::person));
        for (Person person : people.everyone()) {
            shifts.getOrDefault(person.id(), List.of()).stream().limit(6).forEach(one -> others.add(new SwapForm.Other(
                    person.id() + "|" + one.schedule().id() + "|" + one.from() + "|" + one.until(),
                    person.name() + ": " + one.schedule().name() + ", " + Ask.span(page, one.from(), one.until()))));
        }
        return others.subList(0, Math.min(most, others.size()));
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant soonest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
