package org.wakebell.oncall.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.People;
import org.wakebell.platform.web.Page;

/** Draws {@link NextDay} for one reader: one bar per schedule. */
final class NextDayPicture {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final Duration DAY = Duration.ofHours(24);
    private static final int BAR = 26;
    private static final int LANE = 48;
    private static final int FOOT = 24;

    /** Full hours with a word under them; closer to an edge than this it would be cut. */
    private static final int MARK_EVERY = 6;

    private static final double EDGE = 34;

    private final Page page;
    private final Picture colours;
    private final Why why;
    private final Instant from;
    private final Instant until;

    NextDayPicture(People people, Page page) {
        this.page = page;
        this.colours = new Picture(people, page, Week.of(page, ""));
        this.why = colours.why();
        this.from = page.now();
        this.until = from.plus(DAY);
    }

    private record Held(Schedule schedule, List<Span> spans) {}

    NextDay of(List<Schedule> schedules) {
        List<Held> all = schedules.stream()
                .map(s -> new Held(s, s.rota().spans(from, until, Join.PEOPLE)))
                .toList();
        List<NextDay.Lane> lanes = new ArrayList<>();
        for (Held held : all) {
            lanes.add(lane(held, lanes.size() * LANE));
        }
        List<NextDay.Hole> holes = all.stream()
                .flatMap(this::holes)
                .sorted(Comparator.comparing(Opened::at).thenComparing(o -> o.hole().schedule()))
                .map(Opened::hole)
                .toList();
        return new NextDay(marks(), lanes, holes, lanes.size() * LANE + FOOT);
    }

    private NextDay.Lane lane(Held held, int y) {
        List<Timeline.Bar> bars =
                held.spans().stream().flatMap(span -> bars(held.schedule(), span, y + 18)).toList();
        String said = held.spans().stream().map(this::said).collect(Collectors.joining(", "));
        return new NextDay.Lane(held.schedule().name(), y + 12, held.schedule().name() + ": " + said, bars);
    }

    private Stream<Timeline.Bar> bars(Schedule schedule, Span span, int y) {
        if (span.gap()) {
            return Stream.of(bar(span, y, BAR, Timeline.Kind.GAP, "", page.t("oncall.gap")));
        }
        Timeline.Kind kind =
                why.able(span, schedule.demands()) ? Timeline.Kind.ROTA : Timeline.Kind.UNABLE;
        List<String> people = span.people();
        int height = BAR / people.size();
        return IntStream.range(0, people.size())
                .mapToObj(row -> bar(
                        span, y + row * height, height, kind, "f" + colours.colour(people.get(row)), brief(people.get(row))));
    }

    private Timeline.Bar bar(Span span, int y, int height, Timeline.Kind kind, String css, String label) {
        double width = Math.max(2, x(span.until()) - x(span.from()) - 2);
        String fits = width > label.length() * 7 + 14 && height > 11 ? label : "";
        return new Timeline.Bar(
                Picture.number(x(span.from()) + 1), Picture.number(width), y, height - 1, kind, css, fits, said(span), "");
    }

    private String said(Span span) {
        if (span.gap()) {
            return page.t("oncall.card.gap", when(span));
        }
        String names = span.people().stream().map(why::name).collect(Collectors.joining(", "));
        return ends(span) ? page.t("oncall.card.until", names, clock(span.until())) : names;
    }

    private record Opened(Instant at, NextDay.Hole hole) {}

    private Stream<Opened> holes(Held held) {
        Schedule schedule = held.schedule();
        return held.spans().stream()
                .filter(span -> span.gap() || !why.able(span, schedule.demands()))
                .map(span -> new Opened(span.from(), hole(schedule, span)));
    }

    /** A gap that the fall-back covers is worth less noise; one that is open now, the most. */
    private NextDay.Hole hole(Schedule schedule, Span span) {
        boolean now = !span.from().isAfter(from);
        String key = span.gap() ? "oncall.card.headline" : "oncall.card.unable";
        int weight = !span.gap() ? 45 : !schedule.fallback().isEmpty() ? 20 : now ? 60 : 50;
        return new NextDay.Hole(
                span.gap() ? Timeline.Kind.GAP : Timeline.Kind.UNABLE,
                schedule.name(),
                when(span),
                "/on-call/override?schedule=" + schedule.id() + "&at=" + span.from() + "&to=" + span.until(),
                page.t(key, schedule.name(), when(span)),
                weight);
    }

    /** Within 24 hours the time of day says it all; what lasts longer has no end here. */
    private String when(Span span) {
        boolean now = !span.from().isAfter(from);
        if (!ends(span)) {
            return now ? page.t("oncall.card.whole") : page.t("oncall.card.from", clock(span.from()));
        }
        return now
                ? page.t("oncall.card.now", clock(span.until()))
                : clock(span.from()) + "–" + clock(span.until());
    }

    private String clock(Instant at) {
        return TIME.format(at.atZone(page.times().zone()));
    }

    private boolean ends(Span span) {
        return span.until().isBefore(until);
    }

    private String brief(String person) {
        return Why.brief(why.name(person));
    }

    private List<Timeline.Tick> marks() {
        ZoneId zone = page.times().zone();
        List<Timeline.Tick> marks = new ArrayList<>();
        ZonedDateTime hour = from.atZone(zone).truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 24; i++) {
            hour = hour.plusHours(1);
            double x = x(hour.toInstant());
            if (hour.getHour() % MARK_EVERY == 0 && x > EDGE && x < NextDay.WIDTH - EDGE) {
                marks.add(new Timeline.Tick(Picture.number(x), "%02d:00".formatted(hour.getHour())));
            }
        }
        return marks;
    }

    private double x(Instant at) {
        double x = NextDay.WIDTH * (double) Duration.between(from, at).toSeconds() / DAY.toSeconds();
        return Math.max(0, Math.min(NextDay.WIDTH, x));
    }
}
