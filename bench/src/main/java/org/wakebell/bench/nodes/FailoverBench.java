package org.wakebell.bench.nodes;

import java.nio.file.Files;
import java.util.List;
import org.wakebell.bench.Bench;
import org.wakebell.e2e.Failover;

/** {@code bench failover [--trials N] [--seed S] [--json]}: a primary and its synchronous standby change places. */
public final class FailoverBench implements Bench {

    @Override
    public String word() {
        return "failover";
    }

    @Override
    public String about() {
        return "PostgreSQL's primary is killed or frozen, its standby promoted; --trials N (10), --seed S";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        int trials = (int) Words.number(arguments, "--trials", 10);
        long seed = Words.number(arguments, "--seed", System.nanoTime());
        Failover.Sum sum = new Failover(Files.createTempDirectory("wakebell-bench-"), System.err::println).run(trials, seed);
        System.out.println(arguments.contains("--json") ? sum.json() : sum.lines());
        System.err.println("targets: nothing lost, unrung, forgotten or doubled; a page begins and goes on within 30 s of the promotion: "
                + (sum.met() ? "met" : "missed"));
        return sum.met() ? 0 : 1;
    }
}
