package org.wakebell.bench.crash;

import java.nio.file.Path;
import java.util.Set;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;
import org.wakebell.e2e.Crashes;

/** {@code bench crash [--trials N] [--db sqlite|postgres] [--seed S] [--json]}: the packaged server, killed again and again. */
public final class CrashBench implements Bench {

    @Override
    public String word() {
        return "crash";
    }

    @Override
    public String about() {
        return "SIGKILL at every step of the line and at random moments";
    }

    @Override
    public String options() {
        return "--trials N (24), --db sqlite|postgres, --seed S";
    }

    @Override
    public int run(Asked asked) throws Exception {
        int trials = asked.number("--trials", 24);
        long seed = asked.number("--seed", System.nanoTime());
        String db = asked.db();
        Path folder = asked.folder();
        if (!Set.of("sqlite", "postgres").contains(db)) {
            System.err.println("--db is sqlite or postgres, not " + db);
            return 2;
        }
        Crashes.Sum sum = new Crashes(folder, System.err::println).on(db, trials, seed);
        System.err.println("targets: nothing lost, unrung or doubled: " + (sum.met() ? "met" : "missed"));
        System.out.println(asked.json() ? sum.json() : sum.lines());
        return sum.met() ? 0 : 1;
    }
}
