package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.triage.Counters.Count;
import org.wakebell.triage.Counters.Seen;
import org.wakebell.triage.Counters.Slot;
import org.wakebell.triage.Memory.Known;

/**
 * The way in, and the hot path of the whole server: a trouble that is already known costs one counting statement a
 * commit, however many events it had. The statement itself checks that nothing was decided about the alert since;
 * only then, and on first sight, the slow path ({@link Episodes}) reads and changes rows.
 */
final class Taking {

    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(1);
    private static final Duration RATE_EVERY = Duration.ofSeconds(5);

    /** A delta on its way: what is known of its alert, and which minutes are not counted yet. */
    private static final class Work {
        final Batch.Delta delta;
        final Map<Long, Long> left;
        Known known;
        boolean fresh;
        final Set<String> users = new TreeSet<>();
        final Set<String> hosts = new TreeSet<>();
        int userCount;
        int hostCount;
        boolean sampled;
        int slot;

        Work(Batch.Delta delta, Known known, boolean fresh) {
            this.delta = delta;
            this.left = new TreeMap<>(delta.minutes());
            this.known = known;
            this.fresh = fresh;
        }
    }

    private final Clock clock;
    private final Tx tx;
    private final Lanes lanes;
    private final Counters counters;
    private final Memory memory;
    private final Episodes episodes;
    private final Growth growth;

    Taking(Clock clock, Tx tx, Lanes lanes, Counters counters, Memory memory, Episodes episodes, Growth growth) {
        this.clock = clock;
        this.tx = tx;
        this.lanes = lanes;
        this.counters = counters;
        this.memory = memory;
        this.episodes = episodes;
        this.growth = growth;
    }

    void take(Batch batch) {
        Instant now = clock.instant();
        Later later = new Later();
        Lanes.Lane lane = lanes.mine(now);
        List<Work> works = new ArrayList<>();
        for (Batch.Delta delta : inKeyOrder(batch.raised())) {
            Known known = memory.get(delta.source(), delta.fingerprint());
            boolean quiet = known != null && episodes.joins(known, delta, now);
            works.add(quiet && known != null ? new Work(delta, known, false) : settled(delta, now, lane, later));
        }
        count(works, now, lane, later);
        see(works);
        sample(works, now, lane);
        pace(batch.ordinary(), lane);
        for (Work work : works) {
            grow(work, now, later);
        }
        episodes.words(batch, now, later);
        episodes.finish(later, now);
        tx.afterCommit(() -> works.forEach(work -> remember(work, now)));
    }

    private Work settled(Batch.Delta delta, Instant now, Lanes.Lane lane, Later later) {
        Episodes.Settled settled = episodes.settle(delta, now, later);
        Known known = settled.known();
        if (!settled.fresh()) {
            known.userCount = counters.distinct(known.alert.episode().id(), "user");
            known.hostCount = counters.distinct(known.alert.episode().id(), "host");
            known.slot = counters.nextSlot(known.alert.episode().id(), lane);
        }
        return new Work(delta, known, settled.fresh());
    }

    /** Again for those whose alert changed in between; a verdict every time would be a flood of verdicts. */
    private void count(List<Work> works, Instant now, Lanes.Lane lane, Later later) {
        for (int attempt = 0; attempt < 5; attempt++) {
            List<Count> counts = new ArrayList<>();
            List<Work> owners = new ArrayList<>();
            for (Work work : works) {
                work.left.forEach((minute, many) -> {
                    counts.add(counted(work, minute, many));
                    owners.add(work);
                });
            }
            if (counts.isEmpty()) {
                return;
            }
            boolean[] done = counters.count(counts, lane);
            Set<Work> stale = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
            for (int i = 0; i < done.length; i++) {
                if (done[i]) {
                    owners.get(i).left.remove(counts.get(i).minute());
                } else {
                    stale.add(owners.get(i));
                }
            }
            for (Work work : works) {
                if (stale.contains(work)) {
                    memory.forget(work.delta.source(), work.delta.fingerprint());
                    Work again = settled(work.delta, now, lane, later);
                    work.known = again.known;
                    work.fresh = again.fresh;
                }
            }
        }
        lanes.lost();
        throw new IllegalStateException("this node's lane of counters was taken over; the batch has to come again");
    }

    private static Count counted(Work work, long minute, long many) {
        Instant start = Instant.ofEpochSecond(minute * 60);
        Instant end = start.plusSeconds(60).minusNanos(1000);
        Instant first = work.delta.first().isAfter(start) ? work.delta.first() : start;
        Instant last = work.delta.last().isBefore(end) ? work.delta.last() : end;
        return new Count(
                work.known.alert.id(), work.known.alert.version(), minute, many, first.isAfter(end) ? end : first, last);
    }

    /** New users and hosts, up to one more than are counted exactly. */
    private void see(List<Work> works) {
        List<Seen> values = new ArrayList<>();
        for (Work work : works) {
            String episode = work.known.alert.episode().id();
            for (String user : room(work.delta.users(), work.known.userCount)) {
                String hashed = Counters.hashed(user);
                if (!work.known.users.contains(hashed)) {
                    work.users.add(hashed);
                }
            }
            for (String host : room(work.delta.hosts(), work.known.hostCount)) {
                String cut = host.length() > 200 ? host.substring(0, 200) : host;
                if (!work.known.hosts.contains(cut)) {
                    work.hosts.add(cut.replace('\u0000', '\uFFFD'));
                }
            }
            work.users.forEach(value -> values.add(new Seen(episode, "user", value)));
            work.hosts.forEach(value -> values.add(new Seen(episode, "host", value)));
        }
        values.sort(Comparator.comparing(Seen::episode).thenComparing(Seen::kind).thenComparing(Seen::value));
        counters.seen(values);
        for (Work work : works) {
            work.userCount = distinct(work, "user", work.users, work.known.userCount);
            work.hostCount = distinct(work, "host", work.hosts, work.known.hostCount);
        }
    }

    private static List<String> room(Set<String> values, int known) {
        return known > Counters.EXACT
                ? List.of()
                : values.stream().filter(v -> !v.isEmpty()).sorted().limit(Counters.EXACT + 1L).toList();
    }

    private int distinct(Work work, String kind, Set<String> added, int before) {
        if (added.isEmpty()) {
            return before;
        }
        return work.fresh ? added.size() : counters.distinct(work.known.alert.episode().id(), kind);
    }

    /** All of a new episode's, then the newest once a second: what is on the screen stays fresh and cheap. */
    private void sample(List<Work> works, Instant now, Lanes.Lane lane) {
        List<Slot> slots = new ArrayList<>();
        for (Work work : works) {
            work.slot = work.known.slot;
            if (now.isBefore(work.known.sampleAfter)) {
                continue;
            }
            List<Batch.Sample> newest = work.delta.samples().stream()
                    .sorted(Comparator.comparing(Batch.Sample::at).reversed())
                    .limit(work.fresh ? Counters.SLOTS : 1)
                    .toList();
            for (Batch.Sample sample : newest.reversed()) {
                slots.add(new Slot(work.known.alert.episode().id(), Math.floorMod(work.slot++, Counters.SLOTS), sample));
            }
            work.sampled = true;
        }
        counters.samples(slots, lane);
    }

    private void pace(List<Batch.Ordinary> ordinary, Lanes.Lane lane) {
        Map<String, Map<Long, Long>> sums = new TreeMap<>();
        for (Batch.Ordinary o : ordinary) {
            Map<Long, Long> minutes = sums.computeIfAbsent(o.service(), s -> new TreeMap<>());
            o.minutes().forEach((minute, many) -> minutes.merge(minute, many, Long::sum));
        }
        List<Map.Entry<String, Map.Entry<Long, Long>>> counts = new ArrayList<>();
        sums.forEach((service, minutes) -> minutes.entrySet().forEach(m -> counts.add(Map.entry(service, m))));
        if (!counters.pace(counts, lane)) {
            lanes.lost();
            throw new IllegalStateException("this node's lane of counters was taken over; the batch has to come again");
        }
    }

    private void grow(Work work, Instant now, Later later) {
        long rate = 0;
        if (!work.fresh && !now.isBefore(work.known.rateAfter)) {
            rate = growth.rate(work.known.alert.episode().id(), now);
        }
        if (!work.fresh && !work.users.isEmpty()) {
            growth.hurts(work.known, work.userCount, later);
        }
        Alert.Levels levels = new Alert.Levels(work.userCount, work.hostCount, rate);
        if (!work.fresh && growth.tell(work.known, work.delta, levels, now, later)) {
            memory.forget(work.delta.source(), work.delta.fingerprint());
        }
    }

    private void remember(Work work, Instant now) {
        Known known = work.known;
        known.users.addAll(work.users);
        known.hosts.addAll(work.hosts);
        known.userCount = work.userCount;
        known.hostCount = work.hostCount;
        if (known.userCount > Counters.EXACT) {
            known.users.clear();
        }
        if (known.hostCount > Counters.EXACT) {
            known.hosts.clear();
        }
        known.slot = work.slot;
        if (work.sampled) {
            known.sampleAfter = now.plus(SAMPLE_EVERY);
        }
        if (!now.isBefore(known.rateAfter)) {
            known.rateAfter = now.plus(RATE_EVERY);
        }
        if (work.delta.last().isAfter(known.last)) {
            known.last = work.delta.last();
        }
        memory.put(known);
    }

    private static List<Batch.Delta> inKeyOrder(List<Batch.Delta> deltas) {
        return deltas.stream()
                .sorted(Comparator.comparing(Batch.Delta::source).thenComparing(Batch.Delta::fingerprint))
                .toList();
    }
}
