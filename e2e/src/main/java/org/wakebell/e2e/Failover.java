package org.wakebell.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wakebell.platform.db.Trouble;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.postgres.Postgres;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Node;

/**
 * A packaged server on a primary and a synchronous standby, events that never stop and a siren that sounds behind a home
 * agent. Again and again the primary is killed, or frozen and fenced, its standby promoted, and the old primary comes
 * back as the new one's synchronous standby.
 */
public final class Failover {

    /**
     * Counted from the end of the promotion.
     *
     * @param taken until a new 911 has its 202
     * @param begins until its first step is decided
     * @param goesOn until the page that rang all the time takes its next step
     */
    public record Trial(String harm, Duration taken, Duration begins, Duration goesOn) {}

    public record Sum(long seed, List<Trial> trials, int acknowledged, int lost, long pages, long unrung, long forgotten, long doubled) {

        public boolean met() {
            return lost == 0 && unrung == 0 && forgotten == 0 && doubled == 0 && longest(Trial::begins) <= MOST.toMillis() && longest(Trial::goesOn) <= MOST.toMillis();
        }

        private long longest(Function<Trial, Duration> what) {
            return trials.stream().map(what).mapToLong(Duration::toMillis).max().orElse(0);
        }

        public String lines() {
            return String.format(Locale.ROOT,
                    "%d failovers (seed %d): %d events acknowledged, %d lost; %d pages, %d unrung, %d forgotten, %d rings doubled%n"
                            + "  after the promotion: a new 911 is taken after at most %d ms, begins after %d ms; the open page goes on after %d ms",
                    trials.size(), seed, acknowledged, lost, pages, unrung, forgotten, doubled, longest(Trial::taken), longest(Trial::begins), longest(Trial::goesOn));
        }

        public String json() {
            return String.format(Locale.ROOT,
                    "{\"failovers\":%d,\"seed\":%d,\"acknowledged\":%d,\"lost\":%d,\"pages\":%d,\"unrung\":%d,\"forgotten\":%d,"
                            + "\"duplicateKeys\":%d,\"takenMaxMs\":%d,\"beginsMaxMs\":%d,\"goesOnMaxMs\":%d}",
                    trials.size(), seed, acknowledged, lost, pages, unrung, forgotten, doubled, longest(Trial::taken), longest(Trial::begins), longest(Trial::goesOn));
        }
    }

    private static final Duration MOST = Duration.ofSeconds(30);

    /** Whoever decides to promote takes a while to be sure. */
    private static final Duration DECIDED = Duration.ofSeconds(2);

    private static final String MAC = "6C:72:20:00:00:01";

    private final Path folder;
    private final Consumer<String> tell;

    /** @param tell hears how far it is */
    public Failover(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    public Sum run(int trials, long seed) throws Exception {
        try (Postgres one = Postgres.start()) {
            one.create("wakebell", "");
            try (Postgres two = one.standby()) {
                one.waitFor(two);
                String url = "jdbc:postgresql://127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port() + "/wakebell";
                Path data = folder.resolve("data");
                try (Scene scene = Scene.postgres(data, url, one.user(), Duration.ofSeconds(3));
                        Node server = new Node(data).onPostgres(url, one.user())) {
                    List<String> keys = scene.keys(trials + 1);
                    server.start();
                    try (DlinkTwin siren = DlinkTwin.start("012345", MAC, InstantSource.system());
                            Child agent = scene.home(server, siren);
                            Sender sender = new Sender(List.of(server.url()), scene.key())) {
                        return story(scene, server, one, two, siren, agent, sender, keys, trials, seed);
                    }
                }
            }
        }
    }

    private Sum story(
            Scene scene, Node server, Postgres one, Postgres two, DlinkTwin siren, Child agent, Sender sender, List<String> keys, int trials, long seed)
            throws InterruptedException {
        Random random = new Random(seed);
        sender.insist(keys.getFirst(), "critical", "checkout is down", MOST);
        soon("the siren sounds", siren::sounding);
        sender.start(2);
        List<Trial> done = new ArrayList<>();
        Postgres primary = one;
        Postgres standby = two;
        for (int i = 0; i < trials; i++) {
            Thread.sleep(500 + random.nextInt(1_500));
            boolean freeze = i % 2 == 1;
            Trial trial = trial(scene, server, primary, standby, freeze, keys.get(i + 1), i);
            done.add(trial);
            tell.accept(String.format(Locale.ROOT, "%2d of %d: the primary was %s: a new 911 taken after %5d ms, begun after %5d ms; the open page goes on after %5d ms",
                    i + 1, trials, trial.harm, trial.taken.toMillis(), trial.begins.toMillis(), trial.goesOn.toMillis()));
            if (freeze) {
                primary.kill();
            }
            primary.follow(standby);
            standby.waitFor(primary);
            Postgres before = primary;
            primary = standby;
            standby = before;
        }
        sender.close();
        int plays = siren.plays();
        soon("the siren still rings", () -> siren.sounding() || siren.plays() > plays);
        if (!agent.alive()) {
            throw new IllegalStateException("the home agent ended:\n" + agent.output());
        }
        Set<String> lost = new HashSet<>(sender.acknowledged());
        lost.removeAll(scene.titles());
        return new Sum(seed, done, sender.acknowledged().size(), lost.size(), scene.pages(), scene.waiting(), scene.forgotten(), scene.doubled());
    }

    private static Trial trial(Scene scene, Node server, Postgres primary, Postgres standby, boolean freeze, String key, int nth)
            throws InterruptedException {
        long reached = scene.step(0);
        long pages = scene.pages();
        if (freeze) {
            primary.freeze();
        } else {
            primary.kill();
        }
        Thread.sleep(DECIDED);
        standby.promote();
        long promoted = System.nanoTime();
        try (Sender fresh = new Sender(List.of(server.url()), key)) {
            fresh.insist(key, "critical", "trouble " + nth, Duration.ofSeconds(60));
            Duration taken = since(promoted);
            soon("a new page begins", () -> scene.pages() > pages && scene.waiting() == 0);
            Duration begins = since(promoted);
            soon("the open page goes on", () -> scene.step(0) > reached);
            return new Trial(freeze ? "frozen" : "killed", taken, begins, since(promoted));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void soon(String what, BooleanSupplier yes) throws InterruptedException {
        Wait.until(() -> seen(yes), Duration.ofSeconds(60), what);
    }

    /** Whoever looks has connections to the dead primary, too: not to see is not to have seen. */
    private static boolean seen(BooleanSupplier yes) {
        try {
            return yes.getAsBoolean();
        } catch (RuntimeException e) {
            if (Trouble.in(e).isEmpty()) {
                throw e;
            }
            return false;
        }
    }
}
