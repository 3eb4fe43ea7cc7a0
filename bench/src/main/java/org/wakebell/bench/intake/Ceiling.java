package org.wakebell.bench.intake;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Tx;

/** What this disk and SQLite can do at best: 64 waiting callers, one thread that inserts up to 256 rows a commit. */
final class Ceiling {

    private Ceiling() {}

    static Measured measure(Path folder, Duration time) throws InterruptedException {
        try (Db db = Db.sqlite(folder.resolve("ceiling.db"))) {
            Tx tx = db.tx();
            tx.write(() -> {
                tx.sql("CREATE TABLE event (at bigint, text text)").update();
            });
            ArrayBlockingQueue<CompletableFuture<Void>> queue = new ArrayBlockingQueue<>(1_024);
            AtomicLong done = new AtomicLong();
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                callers.add(Thread.ofVirtual().start(() -> call(queue, done, end)));
            }
            while (System.nanoTime() < end) {
                commit(tx, queue);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            while (callers.stream().anyMatch(Thread::isAlive)) {
                commit(tx, queue);
            }
            return new Measured("group commit alone, no HTTP, one row each", seconds, done.get() / seconds, 0, 0, 0);
        }
    }

    private static void call(ArrayBlockingQueue<CompletableFuture<Void>> queue, AtomicLong done, long end) {
        while (System.nanoTime() < end) {
            CompletableFuture<Void> kept = new CompletableFuture<>();
            queue.add(kept);
            kept.join();
            done.incrementAndGet();
        }
    }

    private static void commit(Tx tx, ArrayBlockingQueue<CompletableFuture<Void>> queue) throws InterruptedException {
        List<CompletableFuture<Void>> batch = new ArrayList<>();
        CompletableFuture<Void> first = queue.poll(5, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        batch.add(first);
        queue.drainTo(batch, 255);
        tx.write(() -> insert(tx, batch.size()));
        batch.forEach(b -> b.complete(null));
    }

    private static void insert(Tx tx, int rows) {
        try (PreparedStatement insert = tx.connection().prepareStatement("INSERT INTO event (at, text) VALUES (?, ?)")) {
            for (int i = 0; i < rows; i++) {
                insert.setLong(1, System.nanoTime());
                insert.setString(2, "payment 4711 failed after 12 ms");
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
