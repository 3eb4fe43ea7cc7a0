package org.wakebell.oncall.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.When;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;

/**
 * A temporary schedule as the form shows and sends it: all text, times local to the schedule's zone.
 *
 * @param kind {@code turns} or {@code fixed}
 * @param turns ids in turn
 * @param spans one person each
 */
public record TemporaryForm(
        String kind,
        String name,
        String from,
        String until,
        List<String> turns,
        String every,
        String unit,
        List<Fixed> spans) {

    public static final List<String> KINDS = List.of("turns", "fixed");
    public static final List<String> UNITS = List.of("HOUR", "DAY", "WEEK");
    private static final int ROWS = 6;

    public record Fixed(String person, String from, String until) {}

    static TemporaryForm empty(String kind, Schedule schedule, Instant now) {
        LocalDateTime tomorrow = LocalDateTime.ofInstant(now, schedule.zone())
                .truncatedTo(ChronoUnit.HOURS)
                .plusDays(1);
        return new TemporaryForm(
                KINDS.contains(kind) ? kind : "turns", "", tomorrow.toString(), tomorrow.plusDays(3).toString(),
                Collections.nCopies(ROWS, ""), "1", "DAY", Collections.nCopies(ROWS, new Fixed("", "", "")));
    }

    static TemporaryForm of(MultiValueMap<String, String> sent) {
        Sent typed = new Sent(sent);
        List<String> people = typed.all("person");
        List<String> starts = typed.all("starts");
        List<String> ends = typed.all("ends");
        List<Fixed> spans = new ArrayList<>();
        for (int i = 0; i < Math.max(ROWS, Math.min(people.size(), 50)); i++) {
            spans.add(new Fixed(at(people, i), at(starts, i), at(ends, i)));
        }
        List<String> turns = new ArrayList<>(typed.all("people").stream().limit(50).toList());
        while (turns.size() < ROWS) {
            turns.add("");
        }
        return new TemporaryForm(
                typed.text("kind").equals("fixed") ? "fixed" : "turns", typed.text("name"), typed.text("from"),
                typed.text("until"), turns, typed.text("every"), typed.text("unit"), spans);
    }

    private static String at(List<String> values, int place) {
        return place < values.size() ? values.get(place) : "";
    }

    /** @throws Refusal naming the field that cannot be read */
    TemporaryDraft draft(Schedule schedule) {
        When start = when("from", from);
        When end = when("until", until);
        if (kind.equals("fixed")) {
            List<TemporaryDraft.Fixed> fixed = spans.stream()
                    .filter(span -> !span.person().isBlank())
                    .map(span -> new TemporaryDraft.Fixed(
                            Typed.group(span.person()),
                            span.from().isBlank() ? start : when("spans", span.from()),
                            span.until().isBlank() ? end : when("spans", span.until())))
                    .toList();
            return TemporaryDraft.fixed(name, start, end, schedule.zone(), fixed);
        }
        if (!every.matches("[1-9][0-9]{0,2}")) {
            throw Refusal.invalid("every", "a whole number from 1 to 999");
        }
        if (!UNITS.contains(unit)) {
            throw Refusal.invalid("unit", "choose hours, days or weeks");
        }
        LocalDateTime anchor = LocalDateTime.ofInstant(start.start(schedule.zone()), schedule.zone());
        Cadence cadence = new Cadence(Integer.parseInt(every), Unit.valueOf(unit), anchor);
        return TemporaryDraft.inTurn(name, start, end, schedule.zone(), cadence, Typed.turns(turns));
    }

    private static When when(String field, String typed) {
        return Typed.parsed(field, typed, "2026-12-24T18:00", When::parse);
    }
}
