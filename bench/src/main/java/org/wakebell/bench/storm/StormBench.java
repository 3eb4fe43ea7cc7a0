package org.wakebell.bench.storm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.wakebell.bench.Bench;

/** {@code bench storm [--seconds N] [--rate N] [--every S] [--people N] [--db sqlite|postgres] [--json]}. */
public final class StormBench implements Bench {

    @Override
    public String word() {
        return "storm";
    }

    @Override
    public String about() {
        return "10,000 events/s beside 911s; 1,300 people by one provider; --seconds N (60), --db sqlite|postgres, --only storm|crowd";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        boolean json = arguments.contains("--json");
        String db = value(arguments, "--db", "sqlite");
        String only = value(arguments, "--only", "");
        Path folder = Files.createTempDirectory("wakebell-bench-");
        boolean met = true;
        if (!only.equals("crowd")) {
            Storm.Sum storm = new Storm(folder.resolve("storm"), System.err::println).run(new Storm.Plan(
                    db,
                    number(arguments, "--rate", 10_000),
                    Duration.ofSeconds(number(arguments, "--seconds", 60)),
                    Duration.ofSeconds(number(arguments, "--every", 3)),
                    Duration.ofSeconds(10)));
            System.out.println(json ? storm.json() : storm.lines());
            met = storm.met();
        }
        if (!only.equals("storm")) {
            Crowd.Sum crowd = new Crowd(folder.resolve("crowd"), System.err::println).run(new Crowd.Plan(
                    db, number(arguments, "--people", 1_300), Duration.ofMillis(75), number(arguments, "--at-once", 64), number(arguments, "--a-second", 400)));
            System.out.println(json ? crowd.json() : crowd.lines());
            met &= crowd.met();
        }
        System.err.println("targets: siren p99 <= 1 s, lines counted to the one, resident <= 400 MiB, heap grows by <= 24 MiB; 1,300 people in <= 10 s: "
                + (met ? "met" : "missed"));
        return met ? 0 : 1;
    }

    private static int number(List<String> arguments, String word, int usual) {
        return Integer.parseInt(value(arguments, word, String.valueOf(usual)));
    }

    private static String value(List<String> arguments, String word, String usual) {
        int at = arguments.indexOf(word);
        return at < 0 || at + 1 >= arguments.size() ? usual : arguments.get(at + 1);
    }
}
