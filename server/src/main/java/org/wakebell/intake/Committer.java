package org.wakebell.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Trouble;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.duty.Signal;
import org.wakebell.triage.Batch;

/**
 * Group commit: what many requests brought becomes one transaction, and only then is any of them answered. The fsync
 * is the price of a promise; this shares it. The queue is the only one in the server that lives in memory: it is
 * bounded, and no sender has its 2xx while its events are in it. Between two batches the writer is free for a duty.
 */
public final class Committer implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private static final int MOST = 256;
    private static final long LONGEST_NANOS = Duration.ofMillis(5).toNanos();

    /** Characters of samples that may wait: what many storms at once may take of the heap. */
    private static final long HEAVIEST = 16L << 20;

    private record Item(Batch batch, Load load, CompletableFuture<Void> kept) {}

    /** What a request takes up until all of it has been seen to. */
    private record Load(int places, long weight, AtomicInteger left) {}

    private final Clock clock;
    private final Tx tx;
    private final Consumer<Batch> take;
    private final int capacity;
    private final Semaphore places;
    private final Queue<Item> queue = new LinkedBlockingQueue<>();
    private final Deque<Item> next = new ArrayDeque<>();
    private final Signal signal = new Signal();
    private final AtomicLong weight = new AtomicLong();

    /**
     * @param take called inside the writing transaction
     * @param capacity batches that may wait
     */
    public Committer(Clock clock, Tx tx, Consumer<Batch> take, int capacity) {
        this.clock = clock;
        this.tx = tx;
        this.take = take;
        this.capacity = capacity;
        this.places = new Semaphore(capacity);
    }

    /**
     * Takes a request's batches, all or none of them. Each is done once it is on disk; failed if it, or the database, is
     * at fault.
     *
     * @throws Busy if too many are waiting; then nothing of the request is kept
     */
    public List<Future<?>> offer(List<Batch> batches) {
        // What is larger than everything that may wait is let in alone; it can never be made smaller by waiting.
        Load load = new Load(Math.min(batches.size(), capacity), weigh(batches), new AtomicInteger(batches.size()));
        boolean heavy = weight.getAndAdd(load.weight) > HEAVIEST;
        if (heavy || !places.tryAcquire(load.places)) {
            weight.addAndGet(-load.weight);
            throw new Busy("too many events are waiting to be stored; nothing was kept, send it again");
        }
        List<Future<?>> kept = new ArrayList<>(batches.size());
        for (Batch batch : batches) {
            Item item = new Item(batch, load, new CompletableFuture<>());
            queue.add(item);
            kept.add(item.kept);
        }
        signal.raise();
        return kept;
    }

    /** As soon as the last part of a request is taken up, its places are free. */
    private void taken(Load load) {
        if (load.left.decrementAndGet() == 0) {
            weight.addAndGet(-load.weight);
            places.release(load.places);
        }
    }

    int waiting() {
        return capacity - places.availablePermits();
    }

    @Override
    public String name() {
        return "intake committer";
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Signal signal() {
        return signal;
    }

    @Override
    public boolean step() {
        if (next.isEmpty()) {
            for (Item item = queue.poll(); item != null; item = next.size() < MOST ? queue.poll() : null) {
                next.add(item);
            }
        }
        if (next.isEmpty()) {
            return false;
        }
        Merge merge = new Merge();
        List<Item> together = new ArrayList<>(next.size());
        long start = clock.nanos();
        while (!next.isEmpty() && (together.isEmpty() || clock.nanos() - start < LONGEST_NANOS) && merge.add(next.peek().batch)) {
            Item item = next.remove();
            taken(item.load);
            together.add(item);
        }
        commit(merge.batch(), together);
        return true;
    }

    private static long weigh(List<Batch> batches) {
        long sum = 0;
        for (Batch batch : batches) {
            for (Batch.Delta delta : batch.raised()) {
                for (Batch.Sample sample : delta.samples()) {
                    sum += sample.text().length();
                }
            }
        }
        return sum;
    }

    private void commit(Batch merged, List<Item> items) {
        try {
            tx.write(() -> take.accept(merged));
        } catch (RuntimeException e) {
            if (unreachable(e)) {
                LOG.warn("{} requests are told to come again, the database takes nothing: {}", items.size(), e.toString());
                items.forEach(item -> item.kept.completeExceptionally(e));
            } else if (items.size() == 1) {
                fail(items.getFirst(), e);
            } else {
                LOG.warn("{} requests could not be stored together and are tried one by one: {}", items.size(), e.toString());
                items.forEach(this::alone);
            }
            return;
        }
        items.forEach(item -> item.kept.complete(null));
    }

    private void alone(Item item) {
        try {
            tx.write(() -> take.accept(item.batch));
        } catch (RuntimeException e) {
            fail(item, e);
            return;
        }
        item.kept.complete(null);
    }

    private static void fail(Item item, RuntimeException e) {
        LOG.error("a request's events could not be stored", e);
        item.kept.completeExceptionally(e);
    }

    /** The database is at fault: trying each request alone would only make all of them wait. */
    static boolean unreachable(Throwable e) {
        return e instanceof TransientDataAccessException || Trouble.in(e).isPresent();
    }
}
