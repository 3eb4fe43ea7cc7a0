package org.wakebell.platform.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Group commit for the one writer of the embedded database: who waits for it does not wait alone, but joins those who
 * wait already; one of them does the work of all in one transaction, each behind a savepoint of its own, with one fsync.
 * Nobody goes on before that commit. What one of them throws is that one's alone, unless it is the database's fault.
 */
final class Together {

    /** Who waits for the writer alone waits for one such crowd at most. */
    private static final int MOST = 32;

    /** One transaction of the writer, begun and committed in the caller's turn. */
    interface Writer {
        /** @param whose called when it is the caller's turn: from here on nobody else is added */
        void commit(Supplier<List<Part>> whose);
    }

    /** One piece of work, and what is to follow its commit. */
    static final class Part {
        private final Supplier<? extends @Nullable Object> work;
        private final CompletableFuture<@Nullable Object> done = new CompletableFuture<>();
        private List<Runnable> after = List.of();
        private @Nullable Object value;
        private @Nullable Throwable thrown;

        Part(Supplier<? extends @Nullable Object> work) {
            this.work = work;
        }

        void run(List<Runnable> then) {
            value = work.get();
            after = then;
        }

        /** Its own failure: the others' work stands. */
        void threw(Throwable e) {
            thrown = e;
        }

        /** In order, on the thread that asked for the work. */
        List<Runnable> after() {
            return after;
        }

        private void committed() {
            if (thrown == null) {
                done.complete(value);
            } else {
                done.completeExceptionally(thrown);
            }
        }
    }

    private final Writer writer;
    private final Queue<Part> waiting = new ConcurrentLinkedQueue<>();
    /** Somebody waits for the writer on behalf of all. */
    private final AtomicBoolean led = new AtomicBoolean();

    Together(Writer writer) {
        this.writer = writer;
    }

    /** Returns what the work gave, once that is committed; throws what it, or the commit, threw. */
    @Nullable Object commit(Part part) {
        waiting.add(part);
        while (!waiting.isEmpty() && led.compareAndSet(false, true)) {
            lead();
        }
        try {
            return part.done.join();
        } catch (CompletionException e) {
            throw Together.<RuntimeException>as(e.getCause() == null ? e : e.getCause());
        }
    }

    private void lead() {
        List<Part> parts = new ArrayList<>();
        try {
            writer.commit(() -> {
                // Whoever comes from now on is the next one's.
                led.set(false);
                for (Part part = waiting.poll(); part != null; part = parts.size() < MOST ? waiting.poll() : null) {
                    parts.add(part);
                }
                return parts;
            });
            parts.forEach(Part::committed);
        } catch (RuntimeException | Error e) {
            parts.forEach(part -> part.done.completeExceptionally(e));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E as(Throwable e) throws E {
        throw (E) e;
    }
}
