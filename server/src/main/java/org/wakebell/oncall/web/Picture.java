package org.wakebell.oncall.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;

/** Draws schedules on a time axis in the reader's zone. */
final class Picture {

    private static final int WIDTH = 1000;
    private static final int BAR = 34;
    private static final int LANE = 78;
    private static final int PERSON_LANE = 68;
    private static final int TOP = 28;
    private static final int STRIP = 15;
    private static final int MOST_STRIPS = 8;

    private final People people;
    private final Page page;
    private final Week week;
    private final Why why;

    Picture(People people, Page page, Week week) {
        this.people = people;
        this.page = page;
        this.week = week;
        this.why = new Why(people, page);
    }

    Why why() {
        return why;
    }

    /** {@code p1} … {@code p8}. */
    String colour(String person) {
        return people.colour(person);
    }

    Timeline of(List<Schedule> schedules) {
        List<Timeline.Lane> lanes = new ArrayList<>();
        int y = TOP;
        for (Schedule schedule : schedules) {
            lanes.add(lane(schedule, y));
            y += LANE;
        }
        List<Timeline.Strip> nights = nights(schedules, y);
        return timeline(lanes, nights, y + nights.size() * STRIP + 6, schedules);
    }

    /** A lane for everyone who is on call in these days, their nights and absences in it. */
    Timeline byPerson(List<Schedule> schedules) {
        Map<String, List<Timeline.Bar>> bars = new LinkedHashMap<>();
        people.anyone().forEach(person -> bars.put(person.id(), new ArrayList<>()));
        for (Schedule schedule : schedules) {
            for (Span span : schedule.rota().shifts(week.start(), week.end())) {
                boolean able = why.able(span, schedule.demands());
                for (Seat seat : span.seats()) {
                    bars.computeIfAbsent(seat.person(), none -> new ArrayList<>())
                            .add(bar(schedule, span, seat, able, 0, BAR, schedule.name()));
                }
            }
        }
        List<Timeline.Lane> lanes = new ArrayList<>();
        int y = TOP;
        for (Map.Entry<String, List<Timeline.Bar>> one : bars.entrySet()) {
            if (!one.getValue().isEmpty()) {
                lanes.add(personal(one.getKey(), one.getValue(), y));
                y += PERSON_LANE;
            }
        }
        return timeline(lanes, List.of(), y + 6, schedules);
    }

    private Timeline.Lane personal(String id, List<Timeline.Bar> bars, int y) {
        int top = y + 22;
        List<Timeline.Bar> placed = bars.stream().map(bar -> bar.at(top)).toList();
        return people.person(id)
                .map(person -> {
                    List<People.Stay> stays = people.stays(person, week.start(), week.end());
                    String where = stays.stream()
                            .map(stay -> page.times().place(stay.zone()))
                            .distinct()
                            .collect(Collectors.joining(" → "));
                    return new Timeline.Lane(
                            "person=" + id, person.name(), where, y + 14, top, placed,
                            nights(new Place(stays, person.sleeps(), person.wakes())), away(id));
                })
                .orElseGet(() -> new Timeline.Lane("person=" + id, id, "", y + 14, top, placed, List.of(), List.of()));
    }

    private List<Timeline.Night> away(String person) {
        return people.absences().stream()
                .filter(one -> one.person().equals(person) && one.away() && one.overlaps(week.start(), week.end()))
                .map(one -> {
                    double from = Math.max(0, x(one.begins()));
                    return new Timeline.Night(number(from), number(Math.min(WIDTH, x(one.ends())) - from));
                })
                .toList();
    }

    private Timeline timeline(List<Timeline.Lane> lanes, List<Timeline.Strip> nights, int height, List<Schedule> schedules) {
        boolean visible = !page.now().isBefore(week.start()) && page.now().isBefore(week.end());
        return new Timeline(
                ticks(), lanes, nights, visible ? number(x(page.now())) : null, height, summary(schedules),
                week.start().toEpochMilli(), week.end().toEpochMilli(), week.zone().getId());
    }

    private List<Timeline.Tick> ticks() {
        DateTimeFormatter day = DateTimeFormatter.ofPattern(page.t(week.days() > 14 ? "oncall.tick.short" : "oncall.tick"), Locale.of(page.language()));
        List<Timeline.Tick> ticks = new ArrayList<>();
        for (int i = 0; i < week.days(); i++) {
            LocalDate date = week.first().plusDays(i);
            ticks.add(new Timeline.Tick(number(x(week.midnight(date))), day.format(date)));
        }
        return ticks;
    }

    private Timeline.Lane lane(Schedule schedule, int y) {
        List<Timeline.Bar> bars = new ArrayList<>();
        for (Span span : schedule.rota().spans(week.start(), week.end(), Join.CAUSES)) {
            if (span.gap()) {
                bars.add(gap(schedule, span, y + 22));
                continue;
            }
            boolean able = why.able(span, schedule.demands());
            int rows = span.seats().size();
            for (int row = 0; row < rows; row++) {
                Seat seat = span.seats().get(row);
                bars.add(bar(schedule, span, seat, able, y + 22 + row * BAR / rows, BAR / rows, Why.brief(why.name(seat.person()))));
            }
        }
        String needs = schedule.demands().isEmpty()
                ? ""
                : " · " + page.t("oncall.needs", String.join(", ", new TreeSet<>(schedule.demands())));
        return new Timeline.Lane(
                schedule.id().isEmpty() ? "" : "schedule=" + schedule.id(), schedule.name(),
                page.times().place(schedule.zone()) + needs, y + 14, y + 22, bars, List.of(), List.of());
    }

    private Timeline.Bar bar(Schedule schedule, Span span, Seat seat, boolean able, int y, int height, String brief) {
        double width = x(span.until()) - x(span.from());
        Timeline.Kind kind = !able
                ? Timeline.Kind.UNABLE
                : seat.cause() instanceof Cause.Changed ? Timeline.Kind.OVERRIDE : Timeline.Kind.ROTA;
        String label = width > brief.length() * 8 + 14 && height > 12 ? brief : "";
        String said = why.sentence(seat, span)
                + (able ? "" : " " + page.t("oncall.unable", String.join(", ", new TreeSet<>(schedule.demands()))));
        return new Timeline.Bar(
                number(x(span.from()) + 1), number(Math.max(2, width - 2)), y, height - 1, kind,
                "f" + colour(seat.person()), label, said, href(schedule, span));
    }

    private Timeline.Bar gap(Schedule schedule, Span span, int y) {
        double width = x(span.until()) - x(span.from());
        String said = page.t("oncall.gap.span", why.at(span.from()), why.at(span.until()));
        return new Timeline.Bar(
                number(x(span.from()) + 1), number(Math.max(2, width - 2)), y, BAR - 1, Timeline.Kind.GAP, "",
                width > 90 ? page.t("oncall.gap") : "", said, href(schedule, span));
    }

    private static String href(Schedule schedule, Span span) {
        return schedule.id().isEmpty() ? "" : "/on-call/" + schedule.id() + "?at=" + span.from();
    }

    private String summary(List<Schedule> schedules) {
        return page.t(
                "oncall.summary",
                schedules.size(),
                schedules.stream()
                        .mapToInt(s -> s.rota().gaps(week.start(), week.end()).size())
                        .sum());
    }

    private record Place(List<People.Stay> stays, LocalTime sleeps, LocalTime wakes) {}

    /** One strip for each zone and hours of sleep among those who are on call in the picture. */
    private List<Timeline.Strip> nights(List<Schedule> schedules, int y) {
        Map<Place, List<String>> places = new LinkedHashMap<>();
        for (Schedule schedule : schedules) {
            for (Span span : schedule.rota().shifts(week.start(), week.end())) {
                for (Person person : people.those(span.people())) {
                    List<String> names = places.computeIfAbsent(
                            new Place(people.stays(person, week.start(), week.end()), person.sleeps(), person.wakes()), p -> new ArrayList<>());
                    if (!names.contains(Why.brief(person.name()))) {
                        names.add(Why.brief(person.name()));
                    }
                }
            }
        }
        List<Timeline.Strip> strips = new ArrayList<>();
        places.forEach((place, names) -> {
            if (strips.size() < MOST_STRIPS) {
                String where = place.stays().stream()
                        .map(stay -> page.times().place(stay.zone()))
                        .distinct()
                        .collect(Collectors.joining(" → "));
                String label = where + " · " + String.join(", ", names);
                strips.add(new Timeline.Strip(y + strips.size() * STRIP, label, nights(place)));
            }
        });
        return strips;
    }

    /** Nights by the clocks of wherever they are. */
    private List<Timeline.Night> nights(Place place) {
        List<Timeline.Night> nights = new ArrayList<>();
        Window night = Window.everyDay(place.sleeps(), place.wakes());
        for (People.Stay stay : place.stays()) {
            ZoneId zone = stay.zone();
            LocalDate day = LocalDate.ofInstant(stay.from(), zone).minusDays(1);
            for (; night.opens(day, zone).isBefore(stay.until()); day = day.plusDays(1)) {
                double from = Math.max(x(stay.from()), x(night.opens(day, zone)));
                double until = Math.min(x(stay.until()), x(night.closes(day, zone)));
                if (from < until) {
                    nights.add(new Timeline.Night(number(from), number(until - from)));
                }
            }
        }
        return nights;
    }

    private double x(Instant at) {
        double all = Duration.between(week.start(), week.end()).toSeconds();
        return WIDTH * Duration.between(week.start(), at).toSeconds() / all;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
