package org.wakebell.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.wakebell.bench.intake.Requests;
import org.wakebell.bench.latency.Bedroom;
import org.wakebell.bench.storm.Pour;
import org.wakebell.e2e.Stand;
import org.wakebell.platform.db.Tx;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Rest;

/**
 * A packaged server for long: error lines at an even pace, a home agent with a siren, and a 911 now and then that is
 * rung, answered and over. What does not depend on how much has happened must not grow.
 */
public final class Soak {

    /**
     * @param warm the same load before the counting begins
     * @param samples how often it is looked at, evenly over {@code lasts}
     */
    public record Plan(String db, int perSecond, Duration lasts, Duration warm, int samples, Duration every) {
        int rings() {
            return (int) Math.max(1, lasts.dividedBy(every));
        }
    }

    /** What must not grow by more than so much from the first third of the samples to the last, beside its first value. */
    private record Bound(String what, ToLongFunction<Sample> value, long most, long unit) {}

    private static final List<Bound> BOUNDS = List.of(
            new Bound("heap after a collection (KiB)", Sample::heap, 4 << 20, 1024),
            new Bound("resident (MiB)", Sample::resident, 48 << 20, 1 << 20),
            new Bound("threads", Sample::threads, 4, 1),
            new Bound("file handles", Sample::handles, 8, 1),
            new Bound("WAL (KiB)", Sample::wal, 8 << 20, 1024));

    /** Tables that keep only what is still of use: they may hold what the load of a few minutes holds, and no more. */
    private static final Map<String, Long> PRUNED = Map.of(
            "platform_duty", 200L,
            "triage_sample", 500L,
            "triage_lane", 64L,
            "bells_agent", 4L);

    public record Sum(Plan plan, List<Sample> samples, List<String> grown, long kept, long counted, int rings) {

        public boolean met() {
            return grown.isEmpty() && kept == counted;
        }

        public String lines() {
            StringBuilder out = new StringBuilder();
            samples.forEach(sample -> out.append(sample.line()).append('\n'));
            Sample first = samples.getFirst();
            Sample last = samples.getLast();
            out.append(String.format(Locale.ROOT, "%,d lines answered 2xx, %,d counted; %d rings%n", kept, counted, rings));
            last.rows().forEach((table, rows) -> {
                if (rows > first.rows().getOrDefault(table, 0L)) {
                    out.append(String.format(Locale.ROOT, "  %-24s %,8d -> %,8d rows%n", table, first.rows().getOrDefault(table, 0L), rows));
                }
            });
            return out.append(grown.isEmpty() ? "nothing grows that must not" : "GROWN: " + String.join("; ", grown)).toString();
        }

        public String json() {
            Sample first = samples.getFirst();
            Sample last = samples.getLast();
            return String.format(Locale.ROOT,
                    "{\"what\":\"soak\",\"db\":\"%s\",\"seconds\":%.0f,\"acknowledged\":%d,\"counted\":%d,\"rings\":%d,\"heapFirst\":%d,\"heapLast\":%d,"
                            + "\"rssFirst\":%d,\"rssLast\":%d,\"threadsFirst\":%d,\"threadsLast\":%d,\"handlesFirst\":%d,\"handlesLast\":%d,"
                            + "\"walFirst\":%d,\"walLast\":%d,\"grown\":%d}",
                    plan.db, last.seconds() - first.seconds(), kept, counted, rings, first.heap(), last.heap(), first.resident(), last.resident(),
                    first.threads(), last.threads(), first.handles(), last.handles(), first.wal(), last.wal(), grown.size());
        }
    }

    private final Path folder;
    private final Consumer<String> tell;

    /** @param tell hears how far it is */
    public Soak(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    public Sum run(Plan plan) throws IOException, InterruptedException {
        InstantSource clock = Bedroom.monotonic();
        try (Stand stand = Stand.on(plan.db, folder, Duration.ofMinutes(3))) {
            List<String> keys = stand.scene().keys(Bedroom.sources(plan.rings() + 1));
            byte[][] lines = Requests.lines(stand.scene().lines());
            Rest colleague = new Rest(stand.server().url(), stand.scene().colleague());
            stand.server().start();
            int port = stand.server().url().getPort();
            try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", clock);
                    Child agent = stand.scene().home(stand.server(), siren);
                    Bedroom bedroom = new Bedroom(siren, clock, port, colleague, keys);
                    Pour pour = new Pour(port, 16, lines, plan.perSecond)) {
                bedroom.ring("first", 1, pour::perSecond);
                Thread.sleep(plan.warm);
                return soak(plan, stand, bedroom, pour);
            }
        }
    }

    private Sum soak(Plan plan, Stand stand, Bedroom bedroom, Pour pour) throws IOException, InterruptedException {
        Gauge gauge = new Gauge(stand.server().child());
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        Duration between = plan.lasts.dividedBy(plan.samples);
        int rings = 0;
        for (int i = 0; i <= plan.samples; i++) {
            while (since(start).compareTo(between.multipliedBy(i)) < 0) {
                if (rings < plan.rings() && since(start).compareTo(plan.every.multipliedBy(rings)) >= 0) {
                    bedroom.ring("soak", 1, pour::perSecond);
                    rings++;
                } else {
                    Thread.sleep(50);
                }
            }
            samples.add(sample(stand, gauge, since(start).toNanos() / 1e9));
            tell.accept(samples.getLast().line());
        }
        pour.stop();
        return new Sum(plan, samples, grown(samples), pour.kept(), stand.scene().counted("Log lines"), rings);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static Sample sample(Stand stand, Gauge gauge, double seconds) {
        return new Sample(
                seconds, gauge.heapAfterGc(), gauge.residentBytes(), gauge.threads(), gauge.handles(), wal(stand), rows(stand.scene().tx()));
    }

    private static long wal(Stand stand) {
        Path wal = stand.data().resolve("wakebell.db-wal");
        try {
            return Files.exists(wal) ? Files.size(wal) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> rows(Tx tx) {
        return tx.read(() -> {
            Map<String, Long> rows = new HashMap<>();
            String tables =
                    switch (tx.dialect()) {
                        case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
                        case POSTGRES -> "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
                    };
            for (String table : tx.sql(tables).query(String.class).list()) {
                rows.put(table, tx.sql("SELECT count(*) FROM \"" + table + "\"").query(Long.class).single());
            }
            return rows;
        });
    }

    static List<String> grown(List<Sample> samples) {
        int third = Math.max(1, samples.size() / 3);
        List<Sample> early = samples.subList(0, third);
        List<Sample> late = samples.subList(samples.size() - third, samples.size());
        List<String> grown = new ArrayList<>();
        for (Bound bound : BOUNDS) {
            long before = Sample.middle(early, bound.value);
            long after = Sample.middle(late, bound.value);
            if (after - before > bound.most) {
                grown.add(bound.what + " " + before / bound.unit + " -> " + after / bound.unit);
            }
        }
        new TreeMap<>(PRUNED).forEach((table, most) -> {
            long rows = samples.getLast().rows().getOrDefault(table, 0L);
            if (rows > most) {
                grown.add(table + " has " + rows + " rows, " + most + " at most");
            }
        });
        return grown;
    }
}
