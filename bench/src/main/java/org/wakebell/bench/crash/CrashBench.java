package org.wakebell.bench.crash;

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
        Crashes.Sum sum = new Crashes(asked.folder(), System.err::println).on(asked.db(), trials, seed);
        System.err.println("targets: nothing lost, unrung or doubled: " + (sum.met() ? "met" : "missed"));
        System.out.println(asked.json() ? sum.json() : sum.lines());
        return sum.met() ? 0 : 1;
    }
}
