package org.wakebell.oncall.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.util.MultiValueMap;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;
import org.wakebell.oncall.rotation.Wall;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;

/**
 * A request as the form shows and sends it: all text.
 *
 * @param from local to the reader's zone
 * @param asked empty for anybody able
 * @param back {@code PERSON|SCHEDULE|FROM|UNTIL}, or empty
 */
public record SwapForm(String schedule, String asker, String asked, String from, String until, String back, String note) {

    /** A shift of somebody else, to be taken in return. */
    public record Other(String value, String words) {}

    static SwapForm of(MultiValueMap<String, String> sent) {
        Sent typed = new Sent(sent);
        return new SwapForm(
                typed.text("schedule"), typed.text("asker"), typed.text("asked"), typed.text("from"), typed.text("until"),
                typed.text("back"), typed.text("note"));
    }

    static SwapForm fresh(String schedule, String asker, Instant from, Instant until, ZoneId zone) {
        return new SwapForm(schedule, asker, "", local(from.plusSeconds(59), zone), local(until, zone), "", "");
    }

    private static String local(Instant at, ZoneId zone) {
        return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    /** @throws Refusal naming the field that cannot be read */
    Swaps.Request request(ZoneId zone) {
        Swap.Part part = new Swap.Part(schedule, Wall.first(time("from", from), zone), Wall.last(time("until", until), zone));
        if (back.isEmpty()) {
            return new Swaps.Request(asker, asked, part, null, note);
        }
        String[] other = back.split("\\|", -1);
        if (other.length != 4 || !asked.isEmpty() && !asked.equals(other[0])) {
            throw Refusal.invalid("back", "choose a shift of the person you ask");
        }
        try {
            Swap.Part given = new Swap.Part(other[1], Instant.parse(other[2]), Instant.parse(other[3]));
            return new Swaps.Request(asker, other[0], part, given, note);
        } catch (DateTimeException e) {
            throw Refusal.invalid("back", "choose a shift of the person you ask");
        }
    }

    private static LocalDateTime time(String field, String typed) {
        return Typed.parsed(field, typed, "2026-11-23T09:00", LocalDateTime::parse);
    }
}
