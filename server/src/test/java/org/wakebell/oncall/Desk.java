package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.People;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.web.Pokes;
import org.wakebell.story.Databases;

/** The room on a fresh database, with the team of the talk and a clock that a test sets. */
public final class Desk implements AutoCloseable {

    /** Sunday evening in Vancouver, noon on Monday in Seoul. */
    public static final Instant NOW = Instant.parse("2026-11-23T03:12:00Z");

    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    public Instant now = NOW;
    public final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(NOW, now).toNanos();
        }
    };
    private final Map<Tx, List<Runnable>> hands = new HashMap<>();
    private final List<Loop> picks = new ArrayList<>();
    public final Db db;
    public final Tx tx;
    public final Folk folk;
    public final OnCallRoom room;

    public Desk(Databases database) {
        this.db = database.fresh();
        this.tx = db.tx();
        this.folk = new Folk(new PeopleRoom(clock, tx, new Ids(clock, new Random(7)), new Pokes(tx)));
        this.room = node(1);
    }

    /** The room without hands: what it owes stays owed. */
    public static OnCallRoom room(Clock clock, Tx tx, Ids ids, People people) {
        Duties duties = new Duties(clock, tx, ids, new Random(3), "node", run -> {});
        return new OnCallRoom(clock, tx, ids, duties, new Pokes(tx), people);
    }

    /** The room on another node of the same house. */
    public OnCallRoom node(int seed) {
        Tx own = db.tx();
        Ids ids = new Ids(clock, new Random(seed));
        PeopleRoom people = new PeopleRoom(clock, own, ids, new Pokes(own));
        List<Runnable> begun = hands.computeIfAbsent(own, key -> new ArrayList<>());
        Duties duties = new Duties(clock, own, ids, new Random(seed), "node" + seed, begun::add);
        OnCallRoom made = new OnCallRoom(clock, own, ids, duties, new Pokes(own), people.people());
        made.kinds().forEach(duties::register);
        picks.addAll(duties.loops().stream().filter(loop -> loop.name().equals("duties")).toList());
        return made;
    }

    /** Does what is due, on every node. */
    public void settle() throws InterruptedException {
        for (Loop pick : picks) {
            pick.step();
        }
        hands.values().forEach(begun -> {
            List<Runnable> all = List.copyOf(begun);
            begun.clear();
            all.forEach(Runnable::run);
        });
    }

    /** Who was told what of a swap: {@code STEP name}, in order. */
    public List<String> told() {
        return tx.read(() -> tx.sql("SELECT payload FROM platform_duty WHERE kind = ? ORDER BY due, payload")
                .params(Swaps.TELL)
                .query(String.class)
                .list()
                .stream()
                .map(payload -> payload.split(" ")[0] + " " + folk.called(payload.split(" ")[1]))
                .toList());
    }

    /** Every day at 09:00 in Seoul another; the first has the turn that runs now. */
    public Schedule daily(String name, String... people) {
        return demanding(name, "", people);
    }

    /** The same, of people who should hold a capability; empty for none. */
    public Schedule demanding(String name, String demanded, String... people) {
        List<List<String>> turns = Arrays.stream(people).map(folk::id).map(List::of).toList();
        Layer layer = new Template.Daily(turns, 1, LocalTime.of(9, 0)).layer("days", SEOUL, LocalDateTime.ofInstant(now, SEOUL));
        return room.planning().create(folk.actor("joe"), new Draft(name, SEOUL, demanded.isEmpty() ? Set.of() : Set.of(demanded), List.of(), List.of(layer)));
    }

    public List<String> who(String schedule, Instant at) {
        return room.onCall().who(schedule, at).turns().stream()
                .map(turn -> folk.called(turn.person().id()))
                .toList();
    }

    /** By the wall clock in Seoul. */
    public static Instant seoul(String local) {
        return LocalDateTime.parse(local).atZone(SEOUL).toInstant();
    }

    public static When when(String local) {
        return When.parse(local);
    }

    @Override
    public void close() {
        db.close();
    }
}
