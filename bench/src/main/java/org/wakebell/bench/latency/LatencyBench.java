package org.wakebell.bench.latency;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;
import org.wakebell.bench.intake.Requests;
import org.wakebell.e2e.Scene;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Node;
import org.wakebell.sim.program.Rest;

/**
 * A trusted source's event until SetSoundPlay arrives at a siren behind a home agent: the packaged server on SQLite and
 * the packaged agent on this machine, the siren's twin in this process. The policy has no gentle step and the sleeper no
 * soft bell, so the siren is due at once. First with nothing else to do, then beside another source's events.
 */
public final class LatencyBench implements Bench {

    private static final int WARM = 40;
    private static final int RINGS = 100;
    private static final int BESIDE = 500;

    @Override
    public String word() {
        return "latency";
    }

    @Override
    public String about() {
        return "from a trusted event to the siren behind a home agent, idle and beside 500 events/s";
    }

    @Override
    public int run(Asked asked) throws Exception {
        boolean json = asked.json();
        Path data = asked.folder().resolve("data");
        InstantSource clock = Bedroom.monotonic();
        try (Scene scene = Scene.sqlite(data, Duration.ofMinutes(3)); Node server = new Node(data)) {
            List<String> keys = scene.keys(Bedroom.sources(WARM + 2 * RINGS));
            byte[][] others = Requests.lines(scene.lines());
            Rest colleague = new Rest(server.url(), scene.colleague());
            server.start();
            int port = server.url().getPort();
            try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", clock);
                    Child agent = scene.home(server, siren);
                    Bedroom bedroom = new Bedroom(siren, clock, port, colleague, keys)) {
                told(bedroom.ring("first rings of this server, to warm up", WARM, () -> 0), json);
                Rings idle = told(bedroom.ring("idle", RINGS, () -> 0), json);
                Rings loaded;
                try (Beside beside = new Beside(port, others, BESIDE)) {
                    loaded = told(bedroom.ring("beside another source", RINGS, beside::perSecond), json);
                    if (beside.failed() > 0) {
                        System.err.println(beside.failed() + " events of the other source were not accepted");
                        return 1;
                    }
                }
                boolean met = idle.p50() <= 15 && idle.p99() <= 60 && loaded.p99() <= 150;
                System.err.println("targets: idle p50 <= 15 ms and p99 <= 60 ms, beside 500 events/s p99 <= 150 ms: " + (met ? "met" : "missed"));
                return met && agent.alive() ? 0 : 1;
            }
        }
    }

    private static Rings told(Rings rings, boolean json) {
        System.out.println(json ? rings.json() : rings.lines());
        return rings;
    }
}
