package org.wakebell.bench.latency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Single events of another source at an even pace, each a request of its own, over a few kept connections. */
final class Beside implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    private final List<Thread> senders = new ArrayList<>();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long start = System.nanoTime();
    private volatile boolean on = true;

    Beside(int port, byte[][] requests, int perSecond) {
        long every = 1_000_000_000L * CONNECTIONS / perSecond;
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            senders.add(Thread.ofVirtual().start(() -> send(port, requests, first, every)));
        }
    }

    private void send(int port, byte[][] requests, int first, long every) {
        try (Post post = new Post(port)) {
            long due = System.nanoTime() + every * first / CONNECTIONS;
            for (int i = first; on; i += CONNECTIONS, due += every) {
                LockSupport.parkNanos(due - System.nanoTime());
                (post.send(requests[i % requests.length]) / 100 == 2 ? kept : failed).incrementAndGet();
            }
        } catch (IOException e) {
            System.err.println("a sender of the other source gave up: " + e);
            failed.incrementAndGet();
        }
    }

    /** Answered with 2xx, a second, so far. */
    double perSecond() {
        return kept.get() * 1e9 / (System.nanoTime() - start);
    }

    long failed() {
        return failed.get();
    }

    @Override
    public void close() throws InterruptedException {
        on = false;
        for (Thread sender : senders) {
            sender.join(5_000);
        }
    }
}
