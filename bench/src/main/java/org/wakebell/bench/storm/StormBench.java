package org.wakebell.bench.storm;

import java.nio.file.Path;
import java.time.Duration;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;

/** {@code bench storm [--seconds N] [--rate N] [--every S] [--people N] [--db sqlite|postgres] [--json]}. */
public final class StormBench implements Bench {

    @Override
    public String word() {
        return "storm";
    }

    @Override
    public String about() {
        return "10,000 events/s beside 911s; 1,300 people by one provider";
    }

    @Override
    public String options() {
        return "--db sqlite|postgres, --only storm|crowd; --seconds N (60), --rate N (10000), --every S (3); --people N (1300), --at-once N (64), --a-second N (400)";
    }

    @Override
    public int run(Asked asked) throws Exception {
        boolean json = asked.json();
        String db = asked.db();
        String only = asked.text("--only", "");
        Path folder = asked.folder();
        boolean met = true;
        if (!only.equals("crowd")) {
            Storm.Sum storm = new Storm(folder.resolve("storm"), System.err::println).run(new Storm.Plan(
                    db,
                    asked.number("--rate", 10_000),
                    Duration.ofSeconds(asked.number("--seconds", 60)),
                    Duration.ofSeconds(asked.number("--every", 3)),
                    Duration.ofSeconds(10)));
            System.out.println(json ? storm.json() : storm.lines());
            met = storm.met();
        }
        if (!only.equals("storm")) {
            Crowd.Sum crowd = new Crowd(folder.resolve("crowd"), System.err::println).run(new Crowd.Plan(
                    db, asked.number("--people", 1_300), Duration.ofMillis(75), asked.number("--at-once", 64), asked.number("--a-second", 400)));
            System.out.println(json ? crowd.json() : crowd.lines());
            met &= crowd.met();
        }
        System.err.println("targets: siren p99 <= 1 s, lines counted to the one, resident <= 400 MiB, heap grows by <= 24 MiB; 1,300 people in <= 10 s: "
                + (met ? "met" : "missed"));
        return met ? 0 : 1;
    }
}
