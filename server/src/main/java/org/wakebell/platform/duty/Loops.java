package org.wakebell.platform.duty;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.db.Trouble;

/** Runs loops, each on a thread of its own that never dies: a failing step is counted, logged and tried again. */
public final class Loops implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    public void start(Loop loop) {
        threads.add(Thread.ofPlatform().name(loop.name()).daemon(true).start(() -> run(loop)));
    }

    private void run(Loop loop) {
        boolean without = false;
        while (!stopping) {
            try {
                boolean more = loop.step();
                if (without) {
                    without = false;
                    LOG.info("{}: goes on", loop.name());
                }
                if (!more) {
                    loop.signal().await(loop.rest());
                }
            } catch (InterruptedException e) {
                if (stopping) {
                    return;
                }
            } catch (Exception | StackOverflowError e) {
                Trouble trouble = Trouble.in(e).orElse(null);
                if (trouble == null) {
                    LOG.error("{}: a step failed and will be tried again", loop.name(), e);
                } else if (!without) {
                    // Said once and not twice a second: a disk that is full is not made emptier by its log.
                    without = true;
                    LOG.warn("{}: the database is {}; tried again until it is not: {}", loop.name(), trouble, e.toString());
                }
                pauseAfterFailure();
            }
        }
    }

    private void pauseAfterFailure() {
        try {
            new Signal().await(java.time.Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
