package org.wakebell.bench.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;

/** {@code ./wakebell bench simulate --nights N --seed S [--from K] [--fault NAME] [--log] [--json]}. */
public final class SimulateBench implements Bench {

    @Override
    public String word() {
        return "simulate";
    }

    @Override
    public String about() {
        return "nights of crashes, lost messages and sleepers in a world of its own time";
    }

    @Override
    public String options() {
        return "--nights N (1000), --seed S (911), --from K (0), --fault NAME, --log";
    }

    @Override
    public int run(Asked asked) {
        long nights = asked.number("--nights", 1_000);
        long seed = asked.number("--seed", 911);
        long from = asked.number("--from", 0);
        String word = asked.text("--fault", "");
        Optional<Fault> fault = Fault.named(word);
        if (!word.isEmpty() && fault.isEmpty()) {
            System.err.println("--fault is one of " + List.of(Fault.values()).stream().map(Fault::word).toList());
            return 2;
        }
        try (Simulation simulation = new Simulation(seed, fault.orElse(null))) {
            long begun = System.nanoTime();
            long cpu = cpu();
            Simulation.Result result = simulation.nights(from, nights);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double busy = (cpu() - cpu) / 1e9;
            if (result.broken() != null || asked.has("--log")) {
                result.log().forEach(System.out::println);
            }
            if (asked.json()) {
                System.out.println(json(result, seed, seconds));
            } else {
                System.out.printf(Locale.ROOT, "%d nights in %.1f s: %.0f nights/s, %d points at which a process could die, %d statements, digest %016x%n",
                        result.nights(), seconds, result.nights() / seconds, result.points(), result.statements(), result.digest());
                System.out.printf(Locale.ROOT, "  %.1f s of processor time%n", busy);
                if (result.broken() != null) {
                    System.out.printf(Locale.ROOT, "%s%n  again with: ./wakebell bench simulate --seed %d --from %d --nights 1 --log%s%n",
                            result.broken(), seed, from + result.nights() - 1, fault.map(f -> " --fault " + f.word()).orElse(""));
                }
            }
            return result.broken() == null ? 0 : 1;
        }
    }

    private static long cpu() {
        return java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String json(Simulation.Result result, long seed, double seconds) {
        return String.format(Locale.ROOT,
                "{\"seed\":%d,\"nights\":%d,\"seconds\":%.2f,\"nightsPerSecond\":%.1f,\"points\":%d,\"digest\":\"%016x\",\"broken\":%s}",
                seed, result.nights(), seconds, result.nights() / seconds, result.points(), result.digest(),
                result.broken() == null ? "null" : "\"" + result.broken().replace("\"", "'") + "\"");
    }
}
