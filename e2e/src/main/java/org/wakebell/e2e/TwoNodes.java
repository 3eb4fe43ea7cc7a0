package org.wakebell.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.postgres.Postgres;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Node;

/**
 * Two packaged servers on a PostgreSQL of their own, one sleeper with a siren behind a home agent that knows both, and
 * events that never stop. Again and again one of the two is killed, frozen for longer than its claims last, or cut off
 * from the database; each time a new 911 comes to the other.
 */
public final class TwoNodes {

    /** What is done to a node. */
    public enum Harm {
        KILL,
        FREEZE,
        CUT
    }

    /**
     * @param goesOn from the harm to the next step of the page that was open
     * @param begins from the 202 of a new 911 at the other node to its first decided step
     */
    public record Trial(Harm harm, String node, Duration goesOn, Duration begins) {}

    /**
     * @param acknowledged events that were answered with 202
     * @param lost of these, not in the database
     * @param pages opened, all of which must go on
     * @param forgotten pages that nobody answered and that nothing is written down for
     * @param doubled rings of one person at one bell for one step that were committed twice
     */
    public record Sum(long seed, List<Trial> trials, int acknowledged, int lost, long pages, long unrung, long forgotten, long rings, long doubled) {

        public boolean met() {
            return lost == 0 && unrung == 0 && forgotten == 0 && doubled == 0 && longest(Trial::goesOn) <= MOST.toMillis() && longest(Trial::begins) <= MOST.toMillis();
        }

        long longest(java.util.function.Function<Trial, Duration> what) {
            return trials.stream().map(what).mapToLong(Duration::toMillis).max().orElse(0);
        }

        public String lines() {
            return String.format(Locale.ROOT,
                    "%d trials (seed %d): %d events acknowledged, %d lost; %d pages, %d unrung, %d forgotten; %d rings, %d doubled%n"
                            + "  an open page goes on after at most %d ms, a new one begins after at most %d ms",
                    trials.size(), seed, acknowledged, lost, pages, unrung, forgotten, rings, doubled, longest(Trial::goesOn), longest(Trial::begins));
        }

        public String json() {
            return String.format(Locale.ROOT,
                    "{\"trials\":%d,\"seed\":%d,\"acknowledged\":%d,\"lost\":%d,\"pages\":%d,\"unrung\":%d,\"forgotten\":%d,\"rings\":%d,"
                            + "\"duplicateKeys\":%d,\"goesOnMaxMs\":%d,\"beginsMaxMs\":%d}",
                    trials.size(), seed, acknowledged, lost, pages, unrung, forgotten, rings, doubled, longest(Trial::goesOn), longest(Trial::begins));
        }
    }

    private static final Duration MOST = Duration.ofSeconds(10);

    /** Longer than a claim lasts, and than the database waits for whoever is silent inside a transaction. */
    private static final Duration AWAY = Duration.ofSeconds(12);

    private static final String MAC = "6C:72:20:00:00:01";

    private final Path folder;
    private final Consumer<String> tell;

    /** @param tell hears how far it is */
    public TwoNodes(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    /** One server, and its line to the database. */
    private record Place(String name, Node node, Gate gate) implements AutoCloseable {
        @Override
        public void close() {
            node.close();
            gate.close();
        }
    }

    public Sum run(int trials, long seed) throws Exception {
        try (Postgres postgres = Postgres.start()) {
            postgres.create("wakebell", "");
            try (Scene scene = Scene.postgres(folder.resolve("scene"), postgres.url("wakebell"), postgres.user(), Duration.ofSeconds(3));
                    Place a = place("a", postgres);
                    Place b = place("b", postgres)) {
                List<String> keys = scene.keys(trials + 1);
                a.node.start();
                b.node.start();
                try (DlinkTwin siren = DlinkTwin.start("012345", MAC, InstantSource.system());
                        Child agent = scene.home(List.of(a.node, b.node), siren);
                        Sender sender = new Sender(List.of(a.node.url(), b.node.url()), scene.key())) {
                    return story(scene, List.of(a, b), siren, agent, sender, keys, trials, seed);
                }
            }
        }
    }

    private Place place(String name, Postgres postgres) {
        Gate gate = new Gate(postgres.port());
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Node node = new Node(folder.resolve(name))
                .onPostgres("jdbc:postgresql://127.0.0.1:" + gate.port() + "/wakebell", postgres.user())
                .with("WAKEBELL_MASTER_KEY", key);
        return new Place(name, node, gate);
    }

    private Sum story(
            Scene scene, List<Place> places, DlinkTwin siren, Child agent, Sender sender, List<String> keys, int trials, long seed)
            throws InterruptedException {
        Random random = new Random(seed);
        sender.insist(keys.getFirst(), "critical", "checkout is down", MOST);
        Wait.until(siren::sounding, Duration.ofSeconds(20), "the siren sounds");
        sender.start(2);
        List<Trial> done = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Harm harm = Harm.values()[i % 3];
            Place victim = places.get(i / 3 % 2);
            Place other = places.get(1 - i / 3 % 2);
            Thread.sleep(random.nextInt(1_500));
            Trial trial = trial(scene, harm, victim, other.node.url(), sender, keys.get(i + 1));
            done.add(trial);
            tell.accept(String.format(Locale.ROOT, "%2d of %d: %-6s %s: the page goes on after %5d ms, a new one begins after %5d ms",
                    i + 1, trials, harm, victim.name, trial.goesOn.toMillis(), trial.begins.toMillis()));
        }
        sender.close();
        int plays = siren.plays();
        Wait.until(() -> siren.sounding() || siren.plays() > plays, Duration.ofSeconds(60), "the siren still rings");
        if (!agent.alive()) {
            throw new IllegalStateException("the home agent ended:\n" + agent.output());
        }
        Set<String> lost = new HashSet<>(sender.acknowledged());
        lost.removeAll(scene.titles());
        return new Sum(seed, done, sender.acknowledged().size(), lost.size(), scene.pages(), scene.waiting(), scene.forgotten(), scene.rings(), scene.doubled());
    }

    private Trial trial(Scene scene, Harm harm, Place victim, URI other, Sender sender, String key) throws InterruptedException {
        long reached = scene.step(0);
        long before = scene.pages();
        long at = System.nanoTime();
        switch (harm) {
            case KILL -> victim.node.kill();
            case FREEZE -> victim.node.child().freeze();
            case CUT -> victim.gate.cut();
        }
        Duration begins;
        Duration goesOn;
        try (Sender there = new Sender(List.of(other), key)) {
            there.insist(key, "critical", "trouble " + before, MOST);
            long accepted = System.nanoTime();
            Wait.until(() -> scene.pages() > before && scene.waiting() == 0, Duration.ofSeconds(30), "a new page begins");
            begins = Duration.ofNanos(System.nanoTime() - accepted);
            Wait.until(() -> scene.step(0) > reached, Duration.ofSeconds(30), "the open page goes on");
            goesOn = Duration.ofNanos(System.nanoTime() - at);
        }
        mend(harm, victim, at);
        return new Trial(harm, victim.name, goesOn, begins);
    }

    private void mend(Harm harm, Place victim, long since) throws InterruptedException {
        if (harm != Harm.KILL) {
            Thread.sleep(Math.max(0, AWAY.toMillis() - (System.nanoTime() - since) / 1_000_000));
        }
        switch (harm) {
            case KILL -> victim.node.start();
            case FREEZE -> victim.node.child().thaw();
            case CUT -> victim.gate.mend();
        }
        victim.node.ready(Duration.ofSeconds(60));
    }
}
