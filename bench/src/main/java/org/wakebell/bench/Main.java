package org.wakebell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.wakebell.bench.crash.CrashBench;
import org.wakebell.bench.home.HomeBench;
import org.wakebell.bench.intake.IntakeBench;
import org.wakebell.bench.latency.LatencyBench;
import org.wakebell.bench.nodes.FailoverBench;
import org.wakebell.bench.nodes.NodesBench;
import org.wakebell.bench.oncall.OnCallBench;
import org.wakebell.bench.simulate.SimulateBench;
import org.wakebell.bench.soak.SoakBench;
import org.wakebell.bench.storm.StormBench;

/** {@code ./wakebell bench WORD}. Exit codes: 0 targets met, 1 a target missed, 2 not understood. */
public final class Main {

    /** A new measurement is a line here. */
    private static List<Bench> all() {
        return List.of(
                new IntakeBench(),
                new HomeBench(),
                new LatencyBench(),
                new OnCallBench(),
                new NodesBench(),
                new FailoverBench(),
                new SimulateBench(),
                new CrashBench(),
                new StormBench(),
                new SoakBench());
    }

    public static void main(String[] words) throws Exception {
        List<String> arguments = Arrays.asList(words);
        System.exit(arguments.isEmpty() ? help() : run(arguments));
    }

    private static int run(List<String> arguments) throws Exception {
        for (Bench bench : all()) {
            if (bench.word().equals(arguments.getFirst())) {
                return run(bench, arguments.subList(1, arguments.size()));
            }
        }
        return help();
    }

    private static int run(Bench bench, List<String> words) throws Exception {
        Path folder = Files.createTempDirectory("wakebell-bench-");
        int code;
        try {
            code = bench.run(Asked.of(bench, words, folder));
        } catch (Asked.NotUnderstood e) {
            System.err.println("wakebell bench: " + e.getMessage());
            code = 2;
        }
        if (code == 1) {
            System.err.println("what it left behind, to be looked at: " + folder);
        } else {
            clear(folder);
        }
        return code;
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static int help() {
        System.err.println("./wakebell bench WORD [--json]");
        all().forEach(bench -> {
            System.err.printf("  %-10s %s%n", bench.word(), bench.about());
            if (!bench.options().isEmpty()) {
                System.err.printf("  %-10s   %s%n", "", bench.options());
            }
        });
        return 2;
    }

    private Main() {}
}
