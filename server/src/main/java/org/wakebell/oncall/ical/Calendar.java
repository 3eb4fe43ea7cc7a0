package org.wakebell.oncall.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wakebell.oncall.Feeds;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Reasons;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Words;

/**
 * The final shifts of a person or of a schedule as a calendar: what is true after overrides, swaps and temporary
 * schedules. Made from the same schedules it is the same text, so that nothing moves in anybody's calendar.
 */
final class Calendar {

    static final Duration BACK = Duration.ofDays(30);
    static final Duration AHEAD = Duration.ofDays(180);

    private record Shift(Span span, String title, String detail) {}

    private final Planning planning;
    private final People people;
    private final Words words;

    Calendar(Planning planning, People people, Words words) {
        this.planning = planning;
        this.people = people;
        this.words = words;
    }

    /** Empty if the schedule is gone. */
    Optional<String> of(Feeds.Link link, Instant now) {
        Optional<Person> owner = people.person(link.owner());
        if (link.schedule().isEmpty()) {
            return owner.map(person -> own(person, now));
        }
        return planning.find(link.schedule()).flatMap(schedule -> owner.map(person -> whole(person, schedule, now)));
    }

    private String own(Person person, Instant now) {
        Ical ical = head(words.say(person.language(), "oncall.feed.mine"));
        for (Schedule schedule : planning.all()) {
            Function<Span, Object> seat = span -> of(person, span);
            for (Span span : shifts(schedule, now, seat)) {
                if (of(person, span) instanceof Seat own) {
                    List<String> others = span.people().stream().filter(id -> !id.equals(person.id())).toList();
                    String detail = why(person, List.of(own))
                            + (others.isEmpty() ? "" : "\n" + words.say(person.language(), "oncall.feed.with", names(others)));
                    String title = words.say(person.language(), "oncall.feed.title", schedule.name());
                    event(ical, schedule, person.id(), new Shift(span, title, detail));
                }
            }
        }
        return ical.raw("END", "VCALENDAR").toString();
    }

    private String whole(Person reader, Schedule schedule, Instant now) {
        Ical ical = head(words.say(reader.language(), "oncall.feed.whole", schedule.name()));
        for (Span span : shifts(schedule, now, Span::seats)) {
            if (!span.gap()) {
                String title = names(span.people()) + ": " + schedule.name();
                event(ical, schedule, "", new Shift(span, title, why(reader, span.seats())));
            }
        }
        return ical.raw("END", "VCALENDAR").toString();
    }

    private static Object of(Person person, Span span) {
        return span.seats().stream().filter(seat -> seat.person().equals(person.id())).findFirst().<Object>map(seat -> seat).orElse("");
    }

    /**
     * Whole shifts of the window. What began long before is cut at the first of a month: an edge that moved every day
     * would be another shift every day.
     */
    private static List<Span> shifts(Schedule schedule, Instant now, Function<Span, Object> same) {
        ZonedDateTime earliest = now.minus(BACK).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        Instant edge = earliest.withDayOfMonth(1).minusMonths(2).toInstant();
        Instant to = now.plus(AHEAD).truncatedTo(ChronoUnit.DAYS);
        List<Span> spans = new ArrayList<>();
        for (Span span : schedule.rota().spans(edge, to, Join.HANDOFFS)) {
            Span last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && same.apply(last).equals(same.apply(span))) {
                spans.set(spans.size() - 1, new Span(last.from(), span.until(), last.seats()));
            } else {
                spans.add(span);
            }
        }
        spans.removeIf(span -> !span.until().isAfter(earliest.toInstant()));
        return spans;
    }

    private static Ical head(String name) {
        return new Ical()
                .raw("BEGIN", "VCALENDAR")
                .raw("VERSION", "2.0")
                .raw("PRODID", "-//Wakebell//on call//EN")
                .raw("CALSCALE", "GREGORIAN")
                .raw("METHOD", "PUBLISH")
                .text("NAME", name)
                .text("X-WR-CALNAME", name)
                .raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .raw("X-PUBLISHED-TTL", "PT1H");
    }

    private static void event(Ical ical, Schedule schedule, String person, Shift shift) {
        String uid = Tokens.hash(schedule.id() + "|" + person + "|" + shift.span.from()).substring(0, 32);
        ical.raw("BEGIN", "VEVENT")
                .raw("UID", uid + "@wakebell")
                .time("DTSTAMP", edited(schedule))
                .time("DTSTART", shift.span.from())
                .time("DTEND", shift.span.until())
                .text("SUMMARY", shift.title)
                .text("DESCRIPTION", shift.detail)
                .raw("TRANSP", "TRANSPARENT")
                .raw("END", "VEVENT");
    }

    /** When the schedule was changed last: the time in its stamp (a UUID of version 7, RFC 9562 section 5.7). */
    private static Instant edited(Schedule schedule) {
        return Instant.ofEpochMilli(Long.parseLong(schedule.stamp().replace("-", "").substring(0, 12), 16));
    }

    private String why(Person reader, List<Seat> seats) {
        List<String> layers = seats.stream().map(Reasons::layer).distinct().toList();
        return words.say(reader.language(), "oncall.feed.layer", String.join(", ", layers));
    }

    private String names(Collection<String> ids) {
        return String.join(", ", ids.stream().map(id -> people.person(id).map(Person::name).orElse(id)).toList());
    }
}
