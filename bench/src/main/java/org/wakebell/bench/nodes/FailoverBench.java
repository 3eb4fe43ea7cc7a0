package org.wakebell.bench.nodes;

import org.wakebell.bench.Asked;
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
        return "PostgreSQL's primary is killed or frozen, its standby promoted";
    }

    @Override
    public String options() {
        return "--trials N (10), --seed S";
    }

    @Override
    public int run(Asked asked) throws Exception {
        int trials = asked.number("--trials", 10);
        long seed = asked.number("--seed", System.nanoTime());
        Failover.Sum sum = new Failover(asked.folder(), System.err::println).run(trials, seed);
        System.out.println(asked.json() ? sum.json() : sum.lines());
        System.err.println("targets: nothing lost, unrung, forgotten or doubled; a page begins and goes on within 30 s of the promotion: "
                + (sum.met() ? "met" : "missed"));
        return sum.met() ? 0 : 1;
    }
}
