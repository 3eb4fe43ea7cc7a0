package org.wakebell.people;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/**
 * Vacations and travels. People write down their own, admins anyone's, feeds what they read. What lies in the past is
 * never changed: an absence counts from when it became known, and one that is taken back after it began ends now.
 */
public final class Absences {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int NOTE = 200;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final People people;
    private final Stamp stamp;

    Absences(Clock clock, Tx tx, Ids ids, People people, Stamp stamp) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.people = people;
        this.stamp = stamp;
    }

    /** Everything known of one person, the past included, in order of time. */
    public List<Absence> of(String person) {
        return people.absences(person);
    }

    /** What is not over yet, of everyone, in order of time. */
    public List<Absence> from(Instant now) {
        return people.absences().stream().filter(a -> a.ends().isAfter(now)).toList();
    }

    /** Returns its id. @throws Refusal naming the field that is wrong, or 403 */
    public String add(Actor by, Absence.Asked asked) {
        may(by, asked.person());
        Checks.check(asked, known(asked.person()), clock.instant());
        return stamp.changing(() -> insert(by, asked, Absence.HAND));
    }

    /** Takes one back. @throws Refusal 404, 403, or 409 if it is over or comes from a feed */
    public void remove(Actor by, String id) {
        stamp.changing(() -> {
            Absence was = people.absences().stream()
                    .filter(a -> a.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Refusal.missing("This absence is no longer there."));
            may(by, was.person());
            if (!was.source().equals(Absence.HAND)) {
                throw Refusal.conflict("This comes from a calendar feed and would come again. Change it in that calendar.");
            }
            if (!was.ends().isAfter(clock.instant())) {
                throw Refusal.conflict("This is over; the past is not changed.");
            }
            drop(by, was);
        });
    }

    /**
     * Makes what a source says the whole of what is known from it: adds, keeps, takes back. Absences that are the same
     * are left as they are, so that reading a feed twice changes nothing.
     *
     * @param source anything but {@link Absence#HAND}
     * @return what was refused, one readable sentence each; the rest is done
     */
    public List<String> replace(Actor by, String source, List<Absence.Asked> wanted) {
        if (source.equals(Absence.HAND) || source.isBlank()) {
            throw new IllegalArgumentException("a feed has a key of its own");
        }
        return stamp.changing(() -> {
            List<String> refused = new ArrayList<>();
            List<Absence> left = new ArrayList<>(people.absences().stream()
                    .filter(a -> a.source().equals(source))
                    .toList());
            Instant now = clock.instant();
            for (Absence.Asked asked : wanted) {
                if (left.removeIf(a -> same(a, asked))) {
                    continue;
                }
                try {
                    Checks.check(asked, known(asked.person()), now);
                    insert(by, asked, source);
                } catch (Refusal refusal) {
                    refused.add(asked.from() + ": " + refusal.message());
                }
            }
            left.stream().filter(a -> a.ends().isAfter(now)).forEach(a -> drop(by, a));
            return refused;
        });
    }

    private static boolean same(Absence a, Absence.Asked asked) {
        String zone = a.zone() == null ? "" : a.zone().getId();
        return a.person().equals(asked.person())
                && a.kind() == asked.kind()
                && a.from().equals(asked.from())
                && a.until().equals(asked.until())
                && zone.equals(asked.zone())
                && a.note().equals(asked.note().strip());
    }

    private String insert(Actor by, Absence.Asked asked, String source) {
        String id = ids.next();
        tx.sql("""
                        INSERT INTO people_absence (id, person, kind, starts, ends, zone, note, source, made)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        asked.person(),
                        asked.kind().name(),
                        asked.from().strip(),
                        asked.until().strip(),
                        asked.zone().isBlank() ? "" : Zones.of("zone", asked.zone()).getId(),
                        asked.note().strip(),
                        source,
                        Micros.of(clock.instant()))
                .update();
        people.audit(by, "people.absence", asked.person(), words(asked.kind(), asked.from(), asked.until(), asked.zone()));
        return id;
    }

    private void drop(Actor by, Absence was) {
        Instant now = clock.instant();
        if (was.begins().isBefore(now)) {
            tx.sql("UPDATE people_absence SET ends = ? WHERE id = ?").params(now.toString(), was.id()).update();
        } else {
            tx.sql("DELETE FROM people_absence WHERE id = ?").params(was.id()).update();
        }
        String zone = was.zone() == null ? "" : was.zone().getId();
        people.audit(by, "people.absence-removed", was.person(), words(was.kind(), was.from(), was.until(), zone));
    }

    private static String words(Absence.Kind kind, String from, String until, String zone) {
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return what + " from " + from + " until " + until + (zone.isEmpty() ? "" : " in " + zone);
    }

    private static void may(Actor by, String person) {
        if (!by.person().equals(person) && !by.is(Role.ADMIN) && by.via() != Actor.Via.SYSTEM) {
            throw Refusal.forbidden("People write down their own absences; an admin may do it for others.");
        }
    }

    private Person known(String person) {
        return people.person(person).orElseThrow(() -> Refusal.invalid("person", "There is no such person."));
    }

    /** What an absence must be before it is written down. */
    private static final class Checks {

        static void check(Absence.Asked asked, Person person, Instant now) {
            ZoneId zone = asked.zone().isBlank() ? person.zone() : Zones.of("zone", asked.zone());
            Instant from = instant("from", asked.from(), zone, Said::start);
            Instant until = instant("until", asked.until(), zone, Said::end);
            if (!from.isBefore(until)) {
                throw Refusal.invalid("until", "The end lies before the start.");
            }
            if (!until.isAfter(now)) {
                throw Refusal.invalid("until", "This is already over; the past is not changed.");
            }
            if (Duration.between(from, until).compareTo(LONGEST) > 0) {
                throw Refusal.invalid("until", "An absence lasts at most 400 days. Deactivate someone who left.");
            }
            if (asked.note().strip().length() > NOTE) {
                throw Refusal.invalid("note", "A note has at most " + NOTE + " characters.");
            }
        }

        private static Instant instant(String field, String said, ZoneId zone, BiFunction<String, ZoneId, Instant> read) {
            try {
                return read.apply(said.strip(), zone);
            } catch (DateTimeException e) {
                throw Refusal.invalid(field, "Write a day as 2026-12-24, or a time as 2026-12-24T18:00.");
            }
        }

        private Checks() {}
    }
}
