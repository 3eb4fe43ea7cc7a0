package org.wakebell.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.wakebell.triage.Batch;

/** Stands where triage stands: takes batches, adds up counts, and fails when told to. */
@NullMarked
final class Recorded implements Consumer<Batch> {

    final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    volatile String poison = "\u0000never";

    /** While it is shut, whoever stores waits: a slow disk. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    /** Written in the same transaction. */
    volatile Runnable writes = () -> {};

    private volatile boolean waiting;

    boolean busy() {
        return waiting;
    }

    @Override
    public void accept(Batch batch) {
        waiting = gate.getCount() > 0;
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (batch.raised().stream().anyMatch(d -> d.title().contains(poison))) {
            throw new IllegalStateException("poison");
        }
        writes.run();
        batches.add(batch);
        batch.raised().forEach(d -> counts.merge(d.fingerprint(), d.count(), Long::sum));
        batch.ordinary().forEach(o -> counts.merge(
                "ordinary", o.minutes().values().stream().mapToLong(Long::longValue).sum(), Long::sum));
    }

    List<Batch.Delta> raised() {
        List<Batch.Delta> all = new ArrayList<>();
        batches.forEach(b -> all.addAll(b.raised()));
        return all;
    }

    List<Batch.Word> words() {
        List<Batch.Word> all = new ArrayList<>();
        batches.forEach(b -> all.addAll(b.words()));
        return all;
    }

    long ordinary() {
        return counts.getOrDefault("ordinary", 0L);
    }

    long count(String fingerprint) {
        return counts.getOrDefault(fingerprint, 0L);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
