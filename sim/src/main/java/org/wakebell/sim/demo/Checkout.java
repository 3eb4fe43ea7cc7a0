package org.wakebell.sim.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Rest;

/** The shop's checkout: it logs an order every now and then, and when it breaks, a FATAL for every order. */
final class Checkout implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;
    private static final int CUSTOMERS = 12;

    private final Rest door;
    private final InstantSource clock;
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong fatals = new AtomicLong();
    private final Thread work;
    private volatile boolean open = true;
    private volatile boolean broken;
    private volatile String refused = "";
    private long order = 1_833;

    /** @param door with the source's key as its token */
    Checkout(Rest door, InstantSource clock) {
        this.door = door;
        this.clock = clock;
        this.work = Thread.ofVirtual().name("checkout").start(this::run);
    }

    /** From now on, until {@link #mend}, orders fail. The first moments hit everybody who is in the shop. */
    void breakDown() {
        broken = true;
    }

    void mend() {
        broken = false;
    }

    /** Lines that the server has acknowledged. */
    long lines() {
        return lines.get();
    }

    long fatals() {
        return fatals.get();
    }

    /** What the server said when it last refused a line; empty if it never did. */
    String refused() {
        return refused;
    }

    private void run() {
        boolean before = false;
        while (open) {
            boolean now = broken;
            try {
                int burst = now && !before ? CUSTOMERS : 1;
                before = now;
                StringBuilder body = new StringBuilder();
                for (int i = 0; i < burst; i++) {
                    body.append(line(now));
                }
                send(body.toString(), burst, now);
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(String body, int count, boolean fatal) throws InterruptedException {
        try {
            Rest.Answer answer = door.send("POST", "/in/jsonl", body);
            if (answer.ok()) {
                lines.addAndGet(count);
                fatals.addAndGet(fatal ? count : 0);
            } else {
                refused = answer.status() + " " + answer.body();
            }
        } catch (IOException e) {
            refused = e.toString();
        }
    }

    private String line(boolean fatal) {
        order++;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("level", fatal ? "FATAL" : "INFO");
        line.put("message", fatal
                ? "payment for order " + order + " failed: no quorum, 2 of 3 ledger replicas are gone"
                : "order " + order + " paid in " + (180 + order * 37 % 90) + " ms");
        line.put("user.id", "customer-" + order % CUSTOMERS);
        line.put("host.name", "checkout-" + (1 + order % 3));
        return Json.write(line) + "\n";
    }

    @Override
    public void close() {
        open = false;
        work.interrupt();
    }
}
