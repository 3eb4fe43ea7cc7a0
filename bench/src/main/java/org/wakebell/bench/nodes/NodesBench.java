package org.wakebell.bench.nodes;

import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;
import org.wakebell.e2e.TwoNodes;

/** {@code bench nodes [--trials N] [--seed S] [--json]}: two packaged servers, one of them killed, frozen or cut off. */
public final class NodesBench implements Bench {

    @Override
    public String word() {
        return "nodes";
    }

    @Override
    public String about() {
        return "two servers on one PostgreSQL: one is killed, frozen, cut off";
    }

    @Override
    public String options() {
        return "--trials N (24), --seed S";
    }

    @Override
    public int run(Asked asked) throws Exception {
        int trials = asked.number("--trials", 24);
        long seed = asked.number("--seed", System.nanoTime());
        TwoNodes.Sum sum = new TwoNodes(asked.folder(), System.err::println).run(trials, seed);
        System.out.println(asked.json() ? sum.json() : sum.lines());
        System.err.println("targets: nothing lost, unrung, forgotten or doubled; goes on and begins within 10 s: " + (sum.met() ? "met" : "missed"));
        return sum.met() ? 0 : 1;
    }
}
