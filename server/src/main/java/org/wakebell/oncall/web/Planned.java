package org.wakebell.oncall.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;

/** Puts the page of one schedule together for one reader. */
final class Planned {

    private static final int HANDOFFS = 6;

    private final OnCall onCall;
    private final People people;
    private final Page page;
    private final Why why;

    Planned(OnCall onCall, People people, Page page) {
        this.onCall = onCall;
        this.people = people;
        this.page = page;
        this.why = new Why(people, page);
    }

    Plan of(Schedule schedule, Instant at) {
        Week week = new Week(LocalDate.ofInstant(at, page.times().zone()), 14, page.times().zone());
        Reading reading = new Reading(onCall, people, page, week);
        Board board = reading.board(List.of(schedule));
        return new Plan(
                schedule,
                page.times().place(schedule.zone()),
                why.at(at),
                reading.at(schedule, at),
                board.picture(),
                board.days(),
                handoffs(schedule, at),
                schedule.layersFrom(page.now()).stream().map(this::rotation).toList(),
                overrides(schedule),
                people.those(schedule.fallback()).stream().map(Person::name).toList(),
                String.join(", ", new TreeSet<>(schedule.demands())),
                ScheduleScreen.skipped(schedule.layersFrom(page.now())),
                people.everyone(),
                board.mayPlan());
    }

    private List<Plan.Handoff> handoffs(Schedule schedule, Instant after) {
        return schedule.rota().handoffs(after, HANDOFFS).stream()
                .map(at -> {
                    List<String> names = schedule.rota().at(at).stream()
                            .map(seat -> why.name(seat.person()))
                            .toList();
                    return new Plan.Handoff(
                            "/on-call/" + schedule.id() + "?at=" + at, why.at(at), names.isEmpty() ? page.t("oncall.gap") : String.join(", ", names));
                })
                .toList();
    }

    private Plan.Rotation rotation(Layer layer) {
        long running = layer.cadence().turn(page.now(), layer.zone());
        List<Plan.Turn> turns = new ArrayList<>();
        for (int i = 0; i < layer.turns().size(); i++) {
            List<String> group = layer.turns().get((int) Math.floorMod(running + i, (long) layer.turns().size()));
            String names = String.join(" + ", group.stream().map(why::name).toList());
            turns.add(new Plan.Turn(
                    label(layer, running + i, i), String.join("+", group), names.isEmpty() ? page.t("oncall.field.nobody") : names,
                    group.size() > 1 ? names : ""));
        }
        return new Plan.Rotation(layer.name(), rule(layer), turns);
    }

    /** A week of days is said by its days, anything else by its order. */
    private String label(Layer layer, long turn, int place) {
        return isWeek(layer)
                ? layer.cadence().local(turn).getDayOfWeek().getDisplayName(TextStyle.FULL, language())
                : page.t("oncall.field.turn", place + 1);
    }

    static boolean isWeek(Layer layer) {
        return layer.cadence().unit() == Unit.DAY && layer.cadence().every() == 1 && layer.turns().size() == 7;
    }

    private String rule(Layer layer) {
        Cadence cadence = layer.cadence();
        List<String> parts = new ArrayList<>();
        String unit = cadence.unit().name().toLowerCase(Locale.ROOT);
        String when = cadence.unit() == Unit.WEEK
                ? cadence.start().getDayOfWeek().getDisplayName(TextStyle.FULL, language()) + " " + cadence.start().toLocalTime()
                : cadence.start().toLocalTime().toString();
        parts.add(page.t("oncall.rule." + unit, cadence.every(), when, page.times().place(layer.zone())));
        layer.restrict().forEach(window -> parts.add(page.t("oncall.rule.only", window(window))));
        if (layer.from() != null && layer.begins().isAfter(page.now())) {
            parts.add(page.t("oncall.rule.from", why.at(layer.begins())));
        }
        if (layer.until() != null) {
            parts.add(page.t("oncall.rule.until", why.at(layer.ends())));
        }
        return String.join(" · ", parts);
    }

    private String window(Window window) {
        String days = window.days().size() == 7
                ? page.t("oncall.rule.daily")
                : String.join(
                        ", ",
                        window.days().stream()
                                .sorted()
                                .map((DayOfWeek day) -> day.getDisplayName(TextStyle.SHORT, language()))
                                .toList());
        return days + " " + window.from() + "–" + window.to();
    }

    private List<Plan.Laid> overrides(Schedule schedule) {
        List<Plan.Laid> laid = new ArrayList<>();
        for (Change change : schedule.overrides()) {
            Instant until = change.until().end(change.zone());
            if (until.isAfter(page.now())) {
                laid.add(new Plan.Laid(
                        "/on-call/" + schedule.id() + (change instanceof Change.Temporary ? "/temporary/" : "/overrides/")
                                + change.id() + "/remove",
                        why.change(change),
                        why.at(change.from().start(change.zone())) + " – " + why.at(until)));
            }
        }
        Collections.reverse(laid);
        return laid;
    }

    private Locale language() {
        return Locale.of(page.language());
    }
}
