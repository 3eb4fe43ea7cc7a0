package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.Actor;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/**
 * Whose future shifts an edit moves, if somebody else made it. Owed here with what was before the first edit, told by
 * tonight when the edits of a few minutes are over: by then it may all be as it was, and nothing is said.
 */
public final class Moved {

    /** The kind of duty. Its key is {@code SCHEDULE PERSON}, its payload what {@link Was} reads. */
    public static final String TELL = "tonight.moved";

    /** One edit rarely comes alone. */
    public static final Duration BATCH = Duration.ofMinutes(5);

    private static final Duration AHEAD = Warnings.AHEAD;

    /** A time, half-open, in which one person is on call without a break. */
    public record Stretch(Instant from, Instant until) {}

    /** What was before: who edited, as far as which instant was looked, and the person's stretches. */
    public record Was(String by, Instant until, List<Stretch> stretches) {

        /** The form it has in a duty's payload: lines of words. */
        public static Was read(String payload) {
            List<String> lines = payload.lines().toList();
            return new Was(lines.get(0), Instant.parse(lines.get(1)), lines.stream().skip(2).map(Was::stretch).toList());
        }

        private static Stretch stretch(String line) {
            String[] ends = line.split(" ");
            return new Stretch(Instant.parse(ends[0]), Instant.parse(ends[1]));
        }

        String written() {
            return by + "\n" + until + "\n"
                    + stretches.stream().map(s -> s.from() + " " + s.until()).collect(Collectors.joining("\n"));
        }
    }

    private final Duties duties;

    Moved(Duties duties) {
        this.duties = duties;
    }

    /** In the transaction of the edit. */
    void by(Actor by, Schedule was, Schedule is, Instant now) {
        Instant until = now.plus(AHEAD);
        Set<String> people = new TreeSet<>(Warnings.lineUp(was, now));
        people.addAll(Warnings.lineUp(is, now));
        people.remove(by.person());
        for (String person : people) {
            List<Stretch> before = of(was.rota(), person, now, until);
            if (!before.equals(of(is.rota(), person, now, until))) {
                String payload = new Was(by.name(), until, before).written();
                duties.owe(new Duty.Owed(TELL, was.id() + " " + person, person, payload, now.plus(BATCH)));
            }
        }
    }

    /** One person's stretches in {@code [from, until)}, cut to it, in order. */
    static List<Stretch> of(Rota rota, String person, Instant from, Instant until) {
        List<Stretch> stretches = new ArrayList<>();
        for (Span span : rota.spans(from, until, Join.PEOPLE)) {
            if (!span.people().contains(person)) {
                continue;
            }
            boolean goesOn = !stretches.isEmpty() && stretches.getLast().until().equals(span.from());
            Instant start = goesOn ? stretches.removeLast().from() : span.from();
            stretches.add(new Stretch(start, span.until()));
        }
        return stretches;
    }
}
