package org.wakebell.bench.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.wakebell.bench.intake.Requests;
import org.wakebell.bench.latency.Bedroom;
import org.wakebell.bench.latency.Rings;
import org.wakebell.bench.soak.Gauge;
import org.wakebell.e2e.Stand;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Rest;

/**
 * One source sends error lines as fast as it can be told to, each a request of its own, twenty kinds of trouble; beside it
 * other sources send a 911 now and then, each of which rings one siren behind a home agent.
 */
public final class Storm {

    /** How loud and for how long. {@code every}: from one 911 to the next. {@code warm}: the same load, not counted. */
    public record Plan(String db, int perSecond, Duration lasts, Duration every, Duration warm) {
        int rings() {
            return (int) Math.max(1, lasts.dividedBy(every));
        }
    }

    /**
     * @param sent lines of the loud source, warm-up included; {@code kept} of them answered 2xx
     * @param answers how many answers had which status
     * @param counted on the alerts of that source, in the database
     * @param resident most of it during the storm; the heaps are after a full collection, all in bytes
     */
    public record Sum(
            Plan plan, Rings rings, double perSecond, long sent, long kept, Map<Integer, Long> answers, long counted,
            long residentBefore, long resident, long heapBefore, long heapAfter) {

        /** Where nothing was refused the two must be the same; an answer of 503 may have been kept. */
        public boolean exact() {
            return kept == counted;
        }

        public boolean met() {
            return rings.p99() <= 1_000 && exact() && resident <= MOST_RESIDENT && heapAfter - heapBefore <= MOST_GROWTH;
        }

        public String lines() {
            return String.format(Locale.ROOT,
                    "%s%n  the loud source: %.0f lines/s (%d wanted), %d sent, %d answered 2xx, %d counted on its alerts%s; answers %s%n"
                            + "  memory: resident %d MiB before, at most %d MiB; heap after a collection %d MiB before, %d MiB after",
                    rings.lines(), perSecond, plan.perSecond, sent, kept, counted, exact() ? ", exact" : ", NOT EXACT", answers,
                    residentBefore >> 20, resident >> 20, heapBefore >> 20, heapAfter >> 20);
        }

        public String json() {
            return String.format(Locale.ROOT,
                    "{\"what\":\"storm\",\"db\":\"%s\",\"rings\":%s,\"perSecond\":%.0f,\"sent\":%d,\"acknowledged\":%d,\"counted\":%d,"
                            + "\"exact\":%b,\"rssBeforeMiB\":%d,\"rssMaxMiB\":%d,\"heapBeforeMiB\":%d,\"heapAfterMiB\":%d}",
                    plan.db, rings.json(), perSecond, sent, kept, counted, exact(),
                    residentBefore >> 20, resident >> 20, heapBefore >> 20, heapAfter >> 20);
        }
    }

    /** Promised for the whole process after load; see the server's java.options. */
    private static final long MOST_RESIDENT = 400L << 20;
    private static final long MOST_GROWTH = 24L << 20;

    private static final int WARM_RINGS = 6;
    private static final int CONNECTIONS = 64;

    private final Path folder;
    private final Consumer<String> tell;

    /** @param tell hears how far it is */
    public Storm(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    public Sum run(Plan plan) throws IOException, InterruptedException {
        InstantSource clock = Bedroom.monotonic();
        try (Stand stand = Stand.on(plan.db, folder, Duration.ofMinutes(3))) {
            List<String> keys = stand.scene().keys(Bedroom.sources(WARM_RINGS + plan.rings()));
            byte[][] lines = Requests.lines(stand.scene().lines());
            Rest colleague = new Rest(stand.server().url(), stand.scene().colleague());
            stand.server().start();
            int port = stand.server().url().getPort();
            try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", clock);
                    Child agent = stand.scene().home(stand.server(), siren);
                    Bedroom bedroom = new Bedroom(siren, clock, port, colleague, keys)) {
                tell.accept(bedroom.ring("first rings, to warm up", WARM_RINGS, () -> 0).lines());
                return storm(plan, stand, bedroom, new Gauge(stand.server().child()), port, lines);
            }
        }
    }

    private Sum storm(Plan plan, Stand stand, Bedroom bedroom, Gauge gauge, int port, byte[][] lines) throws IOException, InterruptedException {
        long warmed = 0;
        if (plan.warm.isPositive()) {
            try (Pour warm = new Pour(port, CONNECTIONS, lines, plan.perSecond)) {
                Thread.sleep(plan.warm);
                warm.stop();
                warmed = warm.kept();
                tell.accept(String.format(Locale.ROOT, "warm after %.0f lines/s; answers %s", warm.perSecond(), warm.answers()));
            }
        }
        long residentBefore = gauge.residentBytes();
        long heapBefore = gauge.heapAfterGc();
        try (Gauge.Most most = new Gauge.Most(gauge::residentBytes); Pour pour = new Pour(port, CONNECTIONS, lines, plan.perSecond)) {
            Rings rings = bedroom.ring("beside the storm", plan.rings(), plan.every, pour::perSecond);
            double perSecond = pour.perSecond();
            pour.stop();
            long counted = stand.scene().counted("Log lines");
            return new Sum(plan, rings, perSecond, warmed + pour.sent(), warmed + pour.kept(), pour.answers(), counted,
                    residentBefore, most.most(), heapBefore, gauge.heapAfterGc());
        }
    }
}
