package org.wakebell.bench.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What happens when, in microseconds since 1970. Whoever has the baton takes the next entry; what is due at one instant
 * comes in an order that the seed decides. Time moves only when nothing is left to do at an instant. An action may
 * {@link #rest}: then another strand goes on with the agenda meanwhile.
 */
final class Agenda {

    private record Entry(long at, long tie, long nth, @Nullable Node node, int life, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            int byTie = byTime != 0 ? byTime : Long.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(nth, other.nth);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final List<Strand> resting = new ArrayList<>();
    private final Deque<Strand> spare = new ArrayDeque<>();
    private final Strand first = Strand.ofCaller();
    private Strand holder = first;
    private RandomGenerator random = RandomGenerator.getDefault();
    private Runnable after = () -> {};
    private long now;
    private long nth;
    private long end;
    private boolean over;
    private @Nullable Throwable broken;

    long now() {
        return now;
    }

    /** A new night. {@code look} is called after every entry, with nothing half done. */
    void begin(long start, RandomGenerator seeded, Runnable look) {
        entries.clear();
        random = seeded;
        after = look;
        now = start;
        nth = 0;
        over = false;
        broken = null;
    }

    void in(long micros, Runnable what) {
        add(now + micros, null, what);
    }

    /** Something that this life of a node does: nothing if it has died until then, later if it is frozen then. */
    void in(long micros, Node node, Runnable what) {
        add(now + micros, node, what);
    }

    private void add(long when, @Nullable Node node, Runnable what) {
        entries.add(new Entry(Math.max(when, now), random.nextLong(), nth++, node, node == null ? 0 : node.life(), what));
    }

    /**
     * Until this time, or {@link #stop}; on the thread that made the agenda.
     *
     * @throws IllegalStateException if an action failed that was not meant to
     */
    void run(long until) {
        end = until;
        loop(first);
        if (broken != null) {
            throw new IllegalStateException("the simulation itself failed", broken);
        }
    }

    void stop() {
        over = true;
    }

    private void loop(Strand me) {
        while (true) {
            Entry entry = over || broken != null ? null : entries.peek();
            if (entry != null && entry.at <= end) {
                entries.poll();
                now = Math.max(now, entry.at);
                act(entry);
            } else if (!resting.isEmpty()) {
                Strand sleeper = resting.getFirst();
                sleeper.killed = true;
                switchTo(sleeper);
            } else if (me == first) {
                return;
            } else {
                spare.remove(first);
                switchTo(first);
            }
        }
    }

    private void act(Entry entry) {
        Node node = entry.node;
        Thread.interrupted();
        try {
            if (node != null && node.life() != entry.life) {
                return;
            }
            if (node != null && node.frozenUntil() > now) {
                entries.add(new Entry(node.frozenUntil(), entry.tie, entry.nth, node, entry.life, entry.what));
                return;
            }
            entry.what.run();
        } catch (Strand.Killed e) {
            // What it was about died with its node.
        } catch (RuntimeException | Error e) {
            broken = e;
        }
        if (!over && broken == null) {
            try {
                after.run();
            } catch (RuntimeException e) {
                broken = e;
            }
        }
    }

    /** The action that runs stands still for so long; it never goes on if its node dies meanwhile. */
    void rest(long micros, Node node) {
        Strand me = holder;
        me.node = node;
        me.rest++;
        resting.add(me);
        alarm(now + micros, me, me.rest);
        Strand other = spare.poll();
        if (other == null) {
            other = new Strand();
            Strand fresh = other;
            fresh.start(() -> loop(fresh));
        }
        holder = other;
        me.hand(other);
        resting.remove(me);
        me.node = null;
        if (me.killed) {
            me.killed = false;
            throw new Strand.Killed();
        }
    }

    /** A {@link #rest} that the house may interrupt, as it does with whatever takes too long. */
    void call(long micros, Node node) throws InterruptedException {
        rest(micros, node);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Ends the rest that the running action is about to take, once it is called. */
    Runnable alarmClock() {
        Strand me = holder;
        long rest = me.rest + 1;
        return () -> alarm(now, me, rest);
    }

    private void alarm(long when, Strand sleeper, long rest) {
        entries.add(new Entry(Math.max(when, now), random.nextLong(), nth++, null, 0, () -> {
            Node node = sleeper.node;
            if (node == null || sleeper.rest != rest || sleeper.killed) {
                return;
            }
            if (node.frozenUntil() > now) {
                alarm(node.frozenUntil(), sleeper, rest);
            } else {
                switchTo(sleeper);
            }
        }));
    }

    /** Whoever stands still in the name of this node never goes on. */
    void kill(Node node) {
        for (Strand sleeper : List.copyOf(resting)) {
            if (sleeper.node == node && !sleeper.killed) {
                sleeper.killed = true;
                long rest = sleeper.rest;
                add(now, null, () -> {
                    if (sleeper.node == node && sleeper.rest == rest) {
                        switchTo(sleeper);
                    }
                });
            }
        }
    }

    private void switchTo(Strand other) {
        Strand me = holder;
        spare.push(me);
        holder = other;
        me.hand(other);
    }
}
