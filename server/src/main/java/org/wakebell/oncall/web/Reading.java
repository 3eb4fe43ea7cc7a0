package org.wakebell.oncall.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.People;
import org.wakebell.platform.web.Page;

/** Puts the On call page together for one reader. */
final class Reading {

    private final OnCall onCall;
    private final People people;
    private final Page page;
    private final Week week;
    private final Picture picture;
    private final Why why;

    Reading(OnCall onCall, People people, Page page, Week week) {
        this.onCall = onCall;
        this.people = people;
        this.page = page;
        this.week = week;
        this.picture = new Picture(people, page, week);
        this.why = picture.why();
    }

    Board board(List<Schedule> schedules) {
        return board(schedules, false);
    }

    /** @param byPerson a lane is a person, not a schedule */
    Board board(List<Schedule> schedules, boolean byPerson) {
        List<Board.Now> now = schedules.stream().map(this::now).toList();
        List<Board.Need> needs = schedules.stream().flatMap(s -> needs(s).stream()).toList();
        return new Board(
                headline(now, needs),
                page.t("oncall.range", day(week.first()), day(week.last())),
                week,
                byPerson ? picture.byPerson(schedules) : picture.of(schedules),
                now,
                needs,
                days(schedules),
                page.reader().isAny("admin", "responder"));
    }

    private String headline(List<Board.Now> now, List<Board.Need> needs) {
        if (now.isEmpty()) {
            return page.t("oncall.head.none");
        }
        List<Board.Now> empty = now.stream().filter(n -> n.fallback() || n.who().isEmpty()).toList();
        if (!empty.isEmpty()) {
            return page.t("oncall.head.nobody", empty.getFirst().schedule());
        }
        if (!needs.isEmpty()) {
            return page.t("oncall.head.needs", needs.size());
        }
        if (now.size() == 1 && now.getFirst().who().size() == 1) {
            Board.Who one = now.getFirst().who().getFirst();
            return one.until().isEmpty()
                    ? page.t("oncall.head.one.open", one.name())
                    : page.t("oncall.head.one", one.name(), one.until());
        }
        return page.t("oncall.head.fine", day(week.last()));
    }

    Board.Now now(Schedule schedule) {
        return at(schedule, page.now());
    }

    /** Who and why at an instant, in the reader's language. */
    Board.Now at(Schedule schedule, Instant at) {
        OnCall.OnDuty duty = onCall.who(schedule.id(), at);
        List<Seat> seats = schedule.rota().at(at);
        List<Board.Who> who = duty.turns().stream()
                .map(turn -> new Board.Who(
                        turn.person().id(),
                        turn.person().name(),
                        picture.colour(turn.person().id()),
                        duty.fallback()
                                ? page.t("oncall.why.fallback", schedule.name())
                                : seats.stream()
                                        .filter(seat -> seat.person().equals(turn.person().id()))
                                        .findFirst()
                                        .map(why::cause)
                                        .orElse(""),
                        turn.until().equals(Instant.MAX) ? "" : why.at(turn.until())))
                .toList();
        return new Board.Now(schedule.id(), schedule.name(), who, duty.fallback(), cover(schedule, duty, at),
                Help.of(onCall, people, page, schedule, at));
    }

    private Board.@Nullable Cover cover(Schedule schedule, OnCall.OnDuty duty, Instant at) {
        String me = page.reader().person();
        if (me == null
                || duty.fallback()
                || duty.turns().isEmpty()
                || at.isBefore(page.now())
                || !page.reader().isAny("responder")
                || duty.turns().stream().anyMatch(turn -> turn.person().id().equals(me))) {
            return null;
        }
        return at.equals(page.now())
                ? new Board.Cover("", page.t("oncall.cover"), why.lacks(me, schedule.demands()))
                : new Board.Cover(at.toString(), page.t("oncall.cover.at", why.at(at)), why.lacks(me, schedule.demands()));
    }

    private List<Board.Need> needs(Schedule schedule) {
        List<Board.Need> needs = new ArrayList<>();
        for (Span span : schedule.rota().spans(week.start(), week.end(), Join.PEOPLE)) {
            if (span.until().isAfter(page.now()) && (span.gap() || !why.able(span, schedule.demands()))) {
                needs.add(new Board.Need(
                        span.gap() ? Timeline.Kind.GAP : Timeline.Kind.UNABLE,
                        why.at(span.from()) + " – " + why.at(span.until()),
                        span.gap()
                                ? page.times().length(span.length())
                                : page.t("oncall.unable", String.join(", ", new TreeSet<>(schedule.demands()))),
                        schedule.name(),
                        "/on-call/override?schedule=" + schedule.id() + "&at=" + span.from() + "&to=" + span.until()));
            }
        }
        return needs;
    }

    private List<Board.Day> days(List<Schedule> schedules) {
        List<Board.Day> days = new ArrayList<>();
        for (int i = 0; i < week.days(); i++) {
            LocalDate date = week.first().plusDays(i);
            Instant from = week.midnight(date);
            Instant to = week.midnight(date.plusDays(1));
            List<Board.Line> lines = new ArrayList<>();
            for (Schedule schedule : schedules) {
                for (Span span : schedule.rota().spans(from, to, Join.CAUSES)) {
                    lines.addAll(lines(schedule, span, to));
                }
            }
            days.add(new Board.Day(day(date), lines));
        }
        return days;
    }

    private List<Board.Line> lines(Schedule schedule, Span span, Instant midnight) {
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm").withZone(week.zone());
        String end = span.until().equals(midnight) ? "24:00" : clock.format(span.until());
        String time = clock.format(span.from()) + "–" + end;
        if (span.gap()) {
            return List.of(
                    new Board.Line(schedule.name(), time, page.t("oncall.gap"), "", Timeline.Kind.GAP));
        }
        boolean able = why.able(span, schedule.demands());
        return span.seats().stream()
                .map(seat -> new Board.Line(
                        schedule.name(),
                        time,
                        why.name(seat.person()),
                        picture.colour(seat.person()),
                        !able
                                ? Timeline.Kind.UNABLE
                                : seat.cause() instanceof Cause.Changed ? Timeline.Kind.OVERRIDE : Timeline.Kind.ROTA))
                .toList();
    }

    private String day(LocalDate date) {
        return DateTimeFormatter.ofPattern(page.t("platform.time.day"), Locale.of(page.language())).format(date);
    }
}
