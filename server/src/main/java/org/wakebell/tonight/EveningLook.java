package org.wakebell.tonight;

import java.time.Instant;
import java.util.Set;
import org.wakebell.paging.Paging;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;

/**
 * One duty per person: every evening, two hours before they sleep, in the zone they are in. Whoever is needed that
 * night and could not be woken hears of it while there is still time to plug a siren in.
 */
final class EveningLook implements DutyKind {

    static final String DUTY = "tonight.evening";

    private final Clock clock;
    private final Tx tx;
    private final Duties duties;
    private final Pokes pokes;
    private final People people;
    private final Tonight tonight;
    private final Paging paging;
    private final Words words;
    private final Evening evening;

    EveningLook(
            Clock clock, Tx tx, Duties duties, Pokes pokes, People people, Tonight tonight, Paging paging, Words words) {
        this.clock = clock;
        this.tx = tx;
        this.duties = duties;
        this.pokes = pokes;
        this.people = people;
        this.tonight = tonight;
        this.paging = paging;
        this.words = words;
        this.evening = new Evening(people);
    }

    @Override
    public String name() {
        return DUTY;
    }

    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            Person person = people.person(held.duty().key()).filter(Person::active).orElse(null);
            if (person == null) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            look(person, now);
            return new Held.Next.Again(evening.next(person, now), "");
        });
    }

    private void look(Person person, Instant now) {
        Set<String> reasons = tonight.reasons(person, now);
        if (reasons.isEmpty()) {
            return;
        }
        Readiness readiness = tonight.readiness(person);
        String day = evening.key(person, now);
        boolean tell = readiness.state() != Readiness.State.READY;
        String why = String.join("\n", tell ? readiness.reasons() : readiness.proofs());
        int rows = tx.sql("""
                        INSERT INTO tonight_look (person, evening, at, state, why, told) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (person, evening) DO NOTHING
                        """)
                .params(person.id(), day, Micros.of(now), readiness.state().name(), why, tell)
                .update();
        if (rows == 1 && tell) {
            String title = words.say(person.language(), "tonight.note." + readiness.state().name());
            String text = words.say(person.language(), "tonight.note.text", String.join("; ", reasons)) + "\n\n" + why;
            paging.note(person, "tonight." + person.id() + "." + day, title, text, "/bells");
        }
        pokes.poke("tonight");
    }

    /** Makes sure that everyone has their evening, whoever joined meanwhile and wherever they travelled. */
    Loop rounds() {
        return new Loop() {
            @Override
            public String name() {
                return "evenings";
            }

            @Override
            public boolean step() {
                Instant now = clock.instant();
                for (Person person : people.everyone()) {
                    Instant next = evening.next(person, now);
                    Instant owed = tx.read(() -> java.util.Optional.ofNullable(duties.due(DUTY, person.id())))
                            .orElse(Instant.EPOCH);
                    if (owed.equals(Instant.EPOCH)) {
                        tx.write(() -> {
                            duties.owe(new Duty.Owed(DUTY, person.id(), person.id(), "", next));
                        });
                    } else if (owed.isAfter(next)) {
                        tx.write(() -> {
                            duties.move(DUTY, person.id(), next);
                        });
                    }
                }
                return false;
            }

            @Override
            public java.time.Duration rest() {
                return java.time.Duration.ofMinutes(1);
            }
        };
    }
}
