package org.wakebell.bench.nodes;

import java.nio.file.Files;
import java.util.List;
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
        return "two servers on one PostgreSQL: one is killed, frozen, cut off; --trials N (24), --seed S";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        int trials = (int) Words.number(arguments, "--trials", 24);
        long seed = Words.number(arguments, "--seed", System.nanoTime());
        TwoNodes.Sum sum = new TwoNodes(Files.createTempDirectory("wakebell-bench-"), System.err::println).run(trials, seed);
        System.out.println(arguments.contains("--json") ? sum.json() : sum.lines());
        System.err.println("targets: nothing lost, unrung, forgotten or doubled; goes on and begins within 10 s: " + (sum.met() ? "met" : "missed"));
        return sum.met() ? 0 : 1;
    }
}
