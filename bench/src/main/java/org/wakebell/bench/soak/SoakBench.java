package org.wakebell.bench.soak;

import java.nio.file.Path;
import java.time.Duration;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;

/** {@code bench soak [--minutes N] [--rate N] [--db sqlite|postgres] [--json]}. */
public final class SoakBench implements Bench {

    @Override
    public String word() {
        return "soak";
    }

    @Override
    public String about() {
        return "what grows in a long run: heap, threads, handles, WAL, rows";
    }

    @Override
    public String options() {
        return "--minutes N (30), --rate N (200), --db sqlite|postgres";
    }

    @Override
    public int run(Asked asked) throws Exception {
        Path folder = asked.folder();
        Duration lasts = Duration.ofMinutes(asked.number("--minutes", 30));
        // The caches and the compiled code of the first minutes are no leak.
        Duration warm = lasts.compareTo(Duration.ofMinutes(10)) < 0 ? Duration.ofSeconds(60) : Duration.ofMinutes(5);
        Soak.Sum sum = new Soak(folder, System.err::println).run(new Soak.Plan(
                asked.db(), asked.number("--rate", 200), lasts, warm, 18, Duration.ofSeconds(20)));
        System.out.println(asked.json() ? sum.json() : sum.lines());
        System.err.println("targets: no growth of heap, threads, handles, WAL, nor of tables that are pruned; lines counted to the one: "
                + (sum.met() ? "met" : "missed"));
        return sum.met() ? 0 : 1;
    }
}
