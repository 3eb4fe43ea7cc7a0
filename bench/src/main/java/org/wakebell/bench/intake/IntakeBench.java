package org.wakebell.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;
import org.wakebell.intake.IntakeRoom;
import org.wakebell.intake.Sources;
import org.wakebell.people.Actor;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.sim.program.Node;

/**
 * Durable events a second at the packaged server on SQLite, client on the same machine: 30 s of the same load to warm
 * up, then 10 s that count; the first 10 s are shown, too. The raw group commit of this disk and, where installed, an
 * Alertmanager are measured in the same run.
 */
public final class IntakeBench implements Bench {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration WARM = Duration.ofSeconds(20);
    private static final Duration COUNTED = Duration.ofSeconds(10);

    @Override
    public String word() {
        return "intake";
    }

    @Override
    public String about() {
        return "durable events a second, single and in OTLP batches";
    }

    @Override
    public int run(Asked asked) throws Exception {
        boolean json = asked.json();
        Path folder = asked.folder();
        Path data = Files.createDirectories(folder.resolve("data"));
        Measured ceiling = told(Ceiling.measure(folder, Duration.ofSeconds(5)), json);
        Optional<Measured> rival = Rival.measure(folder, COUNTED);
        rival.ifPresent(r -> told(r, json));
        String key = source(data);
        Measured single;
        Measured batches;
        long resident;
        try (Node node = new Node(data)) {
            Duration started = node.start();
            System.err.printf("server ready after %.1f s%n", started.toMillis() / 1e3);
            single = loaded(node, 64, Requests.lines(key), 1, "single events, 64 connections", json);
            batches = loaded(node, 8, Requests.otlp(key, Clock.system().instant()), 1_000, "OTLP records, batches of 1,000", json);
            resident = node.child().residentBytes() >> 20;
        }
        double toCeiling = single.perSecond() / ceiling.perSecond();
        double toRival = rival.map(r -> single.perSecond() / r.perSecond()).orElse(0.0);
        String ratios = json
                ? "{\"what\":\"ratios\",\"to_group_commit\":%.2f,\"to_alertmanager\":%.2f,\"rss_mib\":%d}"
                : "single events are %.2f of the group commit alone, %.2f of Alertmanager; resident %d MiB";
        System.out.println(String.format(Locale.ROOT, ratios, toCeiling, toRival, resident));
        boolean met = single.perSecond() >= 20_000 && single.p99() <= 15 && single.failed() == 0
                && batches.perSecond() >= 100_000 && batches.failed() == 0 && resident <= 350;
        return met ? 0 : 1;
    }

    private static Measured loaded(Node node, int connections, byte[][] requests, int records, String what, boolean json)
            throws IOException {
        try (Load load = new Load(node.url().getPort(), connections, requests, records)) {
            told(load.run(what + ", first 10 s", FIRST), json);
            load.run("warm-up", WARM);
            return told(load.run(what, COUNTED), json);
        }
    }

    private static Measured told(Measured measured, boolean json) {
        System.out.println(json ? measured.json() : measured.line());
        return measured;
    }

    /** A source, made in the database before the server opens it; returns its key. */
    private static String source(Path data) {
        Clock clock = Clock.system();
        try (Db db = Db.sqlite(data.resolve("wakebell.db"))) {
            db.migrate();
            Tx tx = db.tx();
            Ids ids = new Ids(clock, new Random());
            Pokes pokes = new Pokes(tx);
            PeopleRoom people = new PeopleRoom(clock, tx, ids, pokes);
            IntakeRoom intake = new IntakeRoom(clock, tx, ids, pokes, new Stages(), people.people(), batch -> {});
            String team = people.register().addTeam(Actor.system(), "shop");
            String service = people.register().addService(Actor.system(), "checkout", team, Set.of());
            Sources.Created source = intake.sources().create(Actor.system(), "bench", service, "jsonlines");
            intake.sources().most(Actor.system(), source.source().id(), 1_000_000_000);
            return source.key().reveal();
        }
    }
}
