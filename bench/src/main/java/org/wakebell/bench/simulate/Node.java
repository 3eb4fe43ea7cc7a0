package org.wakebell.bench.simulate;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.wakebell.House;
import org.wakebell.drivers.Drivers;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.web.Words;

/**
 * One process of the installation: a house that is dropped when it crashes, and another one on the same database after
 * that. Its loops run as production runs them; steps that cannot find anything, because nothing was written and nothing
 * fell due, are left out. Loops that no night here needs (sign-in, intake's committer, evening looks, agents' sockets)
 * do not run.
 */
final class Node {

    private static final long POLL = Dice.SECOND / 2;
    private static final long HEARTBEAT = 2 * Dice.SECOND;
    private static final Words WORDS = new Words();
    private static final Drivers NONE = Drivers.cranked(Clock.system(), wait -> {});

    final int index;
    private final World world;
    private final Memory memory;
    private final Agenda agenda;
    private final Dice dice;
    private @Nullable House house;
    private @Nullable Loop picker;
    private @Nullable Loop heartbeat;
    private int life;
    private long born;
    private long frozenUntil;
    private long skew;
    private int busy;
    private boolean beating;
    private long pick;
    private boolean planned;
    private long plannedAt;

    Node(World world, Memory memory, Agenda agenda, Dice dice, int index) {
        this.world = world;
        this.memory = memory;
        this.agenda = agenda;
        this.dice = dice;
        this.index = index;
    }

    /** Grows with every crash. */
    int life() {
        return life;
    }

    boolean alive() {
        return house != null;
    }

    boolean well() {
        return house != null && frozenUntil <= agenda.now();
    }

    House house() {
        House standing = house;
        if (standing == null) {
            throw new Strand.Killed();
        }
        return standing;
    }

    String name() {
        return "n" + index;
    }

    /** Nothing of it runs until then; then all goes on as if nothing had been. */
    void freeze(long until) {
        frozenUntil = until;
    }

    long frozenUntil() {
        return frozenUntil;
    }

    /** Microseconds that its wall clock is ahead. */
    void skewed(long micros) {
        skew = micros;
    }

    /** By which its house lives: the machine's, or the one that several agree on. */
    Instant time() {
        return house().time().instant();
    }

    static Instant micros(long at) {
        return Instant.ofEpochSecond(Math.floorDiv(at, Dice.SECOND), Math.floorMod(at, Dice.SECOND) * 1000);
    }

    void start() {
        born = agenda.now();
        busy = 0;
        beating = false;
        planned = false;
        frozenUntil = 0;
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return micros(agenda.now() + skew);
            }

            @Override
            public long nanos() {
                return agenda.now() * 1000;
            }
        };
        int mine = life;
        House.Ground ground = new House.Ground(
                new Agreed(clock),
                wait -> {},
                new SplittableRandom(dice.random().nextLong()),
                memory.db(),
                point -> reached(mine, point),
                name() + "." + life,
                this::hand,
                new byte[32]);
        House fresh = new House(
                ground,
                new House.Wires(URI.create("https://wakebell.example/"), NONE, null, WORDS, List.of(world.street().line(this)), new Guard(Set.of())));
        fresh.pokes().listen(topic -> world.poked(this, topic));
        house = fresh;
        for (Loop loop : fresh.loops()) {
            switch (loop.name()) {
                case "duties" -> picker = loop;
                case "duty-heartbeat" -> heartbeat = loop;
                default -> {}
            }
        }
        measure();
        if (world.alone()) {
            agenda.in(0, this, fresh.duties()::forgetClaimsOfTheDead);
        }
        agenda.in(0, this, () -> look(0));
    }

    /** Several nodes share a database that has a clock of its own, by which claims are judged. */
    void measure() {
        if (!world.alone()) {
            house().time().measured(micros(agenda.now()), agenda.now() * 1000);
        }
    }

    private long claims() {
        return Micros.of(time());
    }

    /** Only memory is lost. */
    void die() {
        life++;
        house = null;
        frozenUntil = 0;
        agenda.kill(this);
    }

    private void reached(int itsLife, Tx.Point point) {
        if (life != itsLife) {
            throw new Strand.Killed();
        }
        world.point(this, point == Tx.Point.BEFORE_COMMIT ? World.Point.BEFORE_COMMIT : World.Point.AFTER_COMMIT);
    }

    private void hand(Runnable duty) {
        busy++;
        if (!beating) {
            beating = true;
            long since = agenda.now() - born;
            agenda.in(HEARTBEAT - since % HEARTBEAT, this, this::beat);
        }
        agenda.in(world.slowStart(), this, () -> {
            duty.run();
            busy--;
        });
    }

    private void beat() {
        step(heartbeat);
        beating = busy > 0;
        if (beating) {
            agenda.in(HEARTBEAT, this, this::beat);
        }
    }

    /** Whether it does duties at this moment, or has some in hand. */
    boolean busy() {
        return busy > 0;
    }

    /**
     * Something was written: the picker has to look when the earliest duty is due. Who wrote it knows; the others find
     * out when they look the next time, which they do twice a second.
     */
    void plan(long earliest, boolean knows) {
        if (house == null || earliest == Long.MAX_VALUE) {
            return;
        }
        long due = Math.max(earliest - (claims() - agenda.now()), agenda.now());
        long polls = agenda.now() + POLL - (agenda.now() - born) % POLL;
        look(knows ? due : Math.max(due, polls));
    }

    private void look(long at) {
        long when = Math.max(at, agenda.now());
        if (planned && plannedAt == when) {
            return;
        }
        planned = true;
        plannedAt = when;
        long mine = ++pick;
        agenda.in(when - agenda.now(), this, () -> {
            if (pick == mine) {
                pickNow();
            }
        });
    }

    private void pickNow() {
        planned = false;
        long earliest = world.earliest();
        if (earliest > claims()) {
            plan(earliest, true);
            return;
        }
        step(picker);
        if (house != null && !planned && world.earliest() <= claims()) {
            look(agenda.now() + POLL);
        }
    }

    private void step(@Nullable Loop loop) {
        if (loop == null) {
            return;
        }
        try {
            while (loop.step()) {
                // There was more than fits into one step.
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
