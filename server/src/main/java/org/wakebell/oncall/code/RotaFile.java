package org.wakebell.oncall.code;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wakebell.oncall.Reasons;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.When;

/** A file of schedules, asked without a server: nothing here knows a clock, a database or a person. */
public final class RotaFile {

    /** Half-open; {@code layer} is {@code override} where an override put them there. */
    public record Shift(Instant start, Instant end, List<String> people, String layer) {
        public Shift {
            people = List.copyOf(people);
        }
    }

    /**
     * Who is on call by the calendar, or the fall-back if nobody is.
     *
     * @param until when this answer ends, or {@link Instant#MAX}
     */
    public record Answer(String schedule, ZoneId zone, Instant at, Instant until, boolean fallback, List<Seated> people) {
        public Answer {
            people = List.copyOf(people);
        }
    }

    /** @param until when this person is no longer on call, or {@link Instant#MAX} */
    public record Seated(String person, String layer, Instant until, String why) {}

    /** One line of {@code tests:} and what came of it. */
    public record Checked(int line, String schedule, Instant at, List<String> expected, List<String> found, List<String> why) {
        public Checked {
            expected = List.copyOf(expected);
            found = List.copyOf(found);
            why = List.copyOf(why);
        }

        /** In whatever order they are named. */
        public boolean holds() {
            return new HashSet<>(expected).equals(new HashSet<>(found));
        }
    }

    /** @param at local to the schedule's zone, or exact */
    record Test(int line, String schedule, When at, List<String> people) {}

    private static final Reasons REASONS = new Reasons(name -> name);

    private final Map<String, CodedSchedule> schedules = new LinkedHashMap<>();
    private final List<Test> tests;

    RotaFile(List<CodedSchedule> schedules, List<Test> tests) {
        schedules.forEach(one -> this.schedules.put(key(one.name()), one));
        this.tests = List.copyOf(tests);
    }

    /** @throws RotaRefused naming the line, the field and the fix */
    public static RotaFile read(String text) {
        RotaReader.Whole whole = RotaReader.read(text, people -> people);
        return new RotaFile(whole.schedules(), whole.tests());
    }

    /** In the order of the file. */
    public List<String> schedules() {
        return schedules.values().stream().map(CodedSchedule::name).toList();
    }

    public ZoneId zone(String schedule) {
        return known(schedule).draft().zone();
    }

    /**
     * Who, over {@code [from, to)}, without the gaps. Neighbours with the same people and layer are one;
     * {@code handoffs} keeps every handoff of a rotation as a boundary, even to oneself.
     */
    public List<Shift> shifts(String schedule, Instant from, Instant to, boolean handoffs) {
        return known(schedule).shifts(from, to, handoffs);
    }

    public Answer who(String schedule, Instant at) {
        CodedSchedule known = known(schedule);
        Rota rota = known.rota();
        ZoneId zone = known.draft().zone();
        Instant until = rota.handoffs(at, 1).stream().findFirst().orElse(Instant.MAX);
        List<Seated> people = new ArrayList<>();
        for (Seat seat : rota.at(at)) {
            Instant off = rota.until(seat.person(), at);
            people.add(new Seated(seat.person(), CodedSchedule.label(seat), off, REASONS.onCall(seat, zone, at, off)));
        }
        boolean fallback = people.isEmpty() && !known.draft().fallback().isEmpty();
        if (fallback) {
            String why = Reasons.nobody(known.name());
            known.draft().fallback().forEach(person -> people.add(new Seated(person, "fall-back", until, why)));
        }
        return new Answer(known.name(), zone, at, until, fallback, people);
    }

    /** What the file says about itself, in its order. */
    public List<Checked> check() {
        List<Checked> checked = new ArrayList<>();
        for (Test test : tests) {
            CodedSchedule schedule = known(test.schedule());
            Instant at = test.at().start(schedule.draft().zone());
            Answer answer = who(schedule.name(), at);
            List<Seated> found = answer.fallback() ? List.of() : answer.people();
            checked.add(new Checked(
                    test.line(),
                    schedule.name(),
                    at,
                    test.people(),
                    found.stream().map(Seated::person).toList(),
                    found.isEmpty()
                            ? List.of("nobody is on call")
                            : found.stream().map(one -> one.person() + ": " + one.why()).toList()));
        }
        return checked;
    }

    /**
     * An instant, or a time of this schedule's clock.
     *
     * @throws RotaRefused if it is neither
     */
    public Instant instant(String field, String schedule, String typed) {
        try {
            return When.parse(typed).start(zone(schedule));
        } catch (DateTimeException e) {
            throw new RotaRefused(0, field, "write an instant like 2026-11-22T03:12:00Z, or a time of the schedule's clock like 2026-11-22T09:00");
        }
    }

    private CodedSchedule known(String schedule) {
        CodedSchedule known = schedules.get(key(schedule));
        if (known == null) {
            throw new RotaRefused(0, "", "there is no schedule \"" + schedule + "\" in the file; it has "
                    + (schedules.isEmpty() ? "none" : String.join(", ", schedules())));
        }
        return known;
    }

    /** Upper and lower case are one, as on a server. */
    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
