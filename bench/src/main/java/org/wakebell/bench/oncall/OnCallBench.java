package org.wakebell.bench.oncall;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.people.Actor;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.web.Pokes;

/**
 * Who is on call now in 10,000 schedules of three layers, and ninety days of one: the arithmetic alone by JMH, then the
 * whole way from the rows of an SQLite file with nothing in memory.
 */
public final class OnCallBench implements Bench {

    private static final int ROOMS = 12;
    private static final double ONE_MS = 1;
    private static final double ALL_MS = 100;
    private static final double DAYS_MS = 20;

    @Override
    public String word() {
        return "oncall";
    }

    @Override
    public String about() {
        return "who is on call now in 10,000 schedules; ninety days of one";
    }

    @Override
    public String options() {
        return "--rows: only from the rows of a database";
    }

    @Override
    public int run(Asked asked) throws Exception {
        boolean json = asked.json();
        if (asked.has("--rows")) {
            rows(asked);
            return 0;
        }
        Map<String, Double> ms = arithmetic();
        double one = ms.getOrDefault("oneSchedule", Double.NaN);
        double walking = ms.getOrDefault("oneScheduleByWalking", Double.NaN);
        double all = ms.getOrDefault("everySchedule", Double.NaN);
        double days = ms.getOrDefault("ninetyDays", Double.NaN);
        tell(json, "who now, one schedule", one, ONE_MS, String.format(Locale.ROOT, "%.0f times as fast as walking from the anchor", walking / one));
        tell(json, "who now, 10,000 schedules never asked before", all, ALL_MS, "");
        tell(json, "90 days of one schedule", days, DAYS_MS, "");
        rows(asked);
        return one <= ONE_MS && all <= ALL_MS && days <= DAYS_MS ? 0 : 1;
    }

    /** Alone with {@code --rows}: for a short look while one works on it. */
    private static void rows(Asked asked) throws Exception {
        boolean json = asked.json();
        double[] stored = fromRows(asked.folder());
        tell(json, "10,000 schedules with names and reasons, read from SQLite, nothing in memory", stored[0], Double.NaN, "");
        tell(json, "the same once they are in memory", stored[1], Double.NaN, "");
    }

    /** Milliseconds an answer, by the name of the question. */
    private static Map<String, Double> arithmetic() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Asking.class.getName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MILLISECONDS)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .forks(1)
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Double> ms = new TreeMap<>();
        for (RunResult result : results) {
            ms.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
        }
        return ms;
    }

    /** The median milliseconds of a room that has read nothing yet, and of one that has. */
    private static double[] fromRows(Path folder) throws Exception {
        try (Db db = Db.sqlite(folder.resolve("oncall.db"))) {
            db.migrate();
            Tx tx = db.tx();
            Clock clock = Clock.system();
            Ids ids = new Ids(clock, new SecureRandom());
            Pokes pokes = new Pokes(tx);
            PeopleRoom people = new PeopleRoom(clock, tx, ids, pokes);
            fill(tx, people, room(clock, tx, ids, pokes, people));
            List<Long> cold = new ArrayList<>();
            List<Long> warm = new ArrayList<>();
            for (int i = 0; i < ROOMS; i++) {
                OnCall oncall = room(clock, tx, ids, pokes, people).onCall();
                cold.add(ask(oncall));
                warm.add(ask(oncall));
            }
            return new double[] {median(cold), median(warm)};
        }
    }

    private static OnCallRoom room(Clock clock, Tx tx, Ids ids, Pokes pokes, PeopleRoom people) {
        return new OnCallRoom(
                clock, tx, ids, new Duties(clock, tx, ids, new SecureRandom(), "bench", Runnable::run), pokes, people.people());
    }

    private static void fill(Tx tx, PeopleRoom people, OnCallRoom room) {
        Actor by = Actor.system();
        tx.write(() -> {
            List<String> folk = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                folk.add(people.register().add(by, org.wakebell.people.Draft.of("Person " + i, "p" + i + "@example.org", "UTC").as(Role.RESPONDER)));
            }
            for (int n = 0; n < Rotas.MANY; n++) {
                List<Layer> layers = Rotas.layers(n, p -> folk.get(p % 100));
                room.planning().create(by, new Draft("schedule " + n, layers.getFirst().zone(), Set.of(), List.of(), layers));
            }
        });
    }

    private static long ask(OnCall oncall) {
        long start = System.nanoTime();
        if (oncall.everywhere(Rotas.NOW).size() != Rotas.MANY) {
            throw new IllegalStateException("not all schedules answered");
        }
        return System.nanoTime() - start;
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow() / 1e6;
    }

    private static void tell(boolean json, String what, double ms, double target, String more) {
        boolean aimed = !Double.isNaN(target);
        if (json) {
            System.out.printf(Locale.ROOT, "{\"what\":\"%s\",\"ms\":%.4f%s}%n", what, ms,
                    aimed ? String.format(Locale.ROOT, ",\"target_ms\":%.0f,\"met\":%b", target, ms <= target) : "");
        } else {
            System.out.printf(Locale.ROOT, "%-80s %9.3f ms  %s%s%n", what, ms,
                    aimed ? String.format(Locale.ROOT, "target %.0f: %s  ", target, ms <= target ? "met" : "missed") : "", more);
        }
    }
}
