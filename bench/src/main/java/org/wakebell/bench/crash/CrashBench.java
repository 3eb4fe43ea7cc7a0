package org.wakebell.bench.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
        return "SIGKILL at every step of the line and at random moments; --trials N (24), --db sqlite|postgres, --seed S";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        int trials = Integer.parseInt(value(arguments, "--trials", "24"));
        long seed = Long.parseLong(value(arguments, "--seed", String.valueOf(System.nanoTime())));
        String db = value(arguments, "--db", "sqlite");
        Path folder = Files.createTempDirectory("wakebell-bench-");
        if (!Set.of("sqlite", "postgres").contains(db)) {
            System.err.println("--db is sqlite or postgres, not " + db);
            return 2;
        }
        Crashes.Sum sum = new Crashes(folder, System.err::println).on(db, trials, seed);
        System.err.println("targets: nothing lost, unrung or doubled: " + (sum.met() ? "met" : "missed"));
        System.out.println(arguments.contains("--json") ? sum.json() : sum.lines());
        return sum.met() ? 0 : 1;
    }

    private static String value(List<String> arguments, String word, String usual) {
        int at = arguments.indexOf(word);
        return at < 0 || at + 1 >= arguments.size() ? usual : arguments.get(at + 1);
    }
}
