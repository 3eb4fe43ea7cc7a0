package org.wakebell.e2e;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Node;
import org.wakebell.sim.program.Rest;

/**
 * One packaged server, a sleeper with a siren behind a home agent, and events that never stop. Again and again a 911
 * comes and the server is killed with SIGKILL: at a named step of the line that the 911 travels, or at a random moment.
 * It starts again, the siren has to sound, a colleague resolves it, and the next one comes.
 */
public final class Crashes {

    /** Where the process stands still to be killed; {@code RANDOM}: nowhere, it is killed in full run. */
    public enum Step {
        RANDOM("", "", ""),
        EVENT_CAME("intake/Committer", "commit", "START"),
        EVENT_COUNTED("triage/Taking", "take", "END"),
        PAGE_WRITTEN("paging/Course", "open", "END"),
        EVENT_COMMITTED_SENDER_NOT_TOLD("intake/Committer", "commit", "COMMITTED"),
        STEP_CLAIMED("paging/Steps", "perform", "START"),
        STEP_DECIDED("paging/Steps", "step", "END"),
        BELL_NOT_TOLD("bells/Bells", "ring", "START"),
        BELL_TOLD("bells/Carrier", "ring", "END"),
        OUTCOME_WRITTEN("bells/Carrier", "record", "END"),
        RING_RECORDED("paging/Ringing", "record", "END"),
        HUSH_NOT_TOLD("bells/Tell", "perform", "START");

        private final String argument;

        Step(String type, String method, String where) {
            this.argument = "org/wakebell/" + type + "#" + method + "#" + where;
        }
    }

    /**
     * @param reached whether the process stood at the step when it was killed; random moments always count
     * @param ready from the start of the new process until it answers
     * @param recovery from the start of the new process until the siren is known to sound
     */
    public record Trial(Step step, boolean reached, Duration ready, Duration recovery, boolean rung) {}

    /**
     * @param acknowledged events answered with 202
     * @param lost of these, not in the database
     * @param pages of 911s, all of which must ring
     * @param duplicateKeys rings of one person at one bell for one step that were committed twice
     */
    public record Sum(long seed, List<Trial> trials, int acknowledged, int lost, long pages, long duplicateKeys) {

        public boolean met() {
            return lost == 0 && unrung() == 0 && duplicateKeys == 0;
        }

        public long unrung() {
            return trials.stream().filter(trial -> !trial.rung).count();
        }

        public long reached() {
            return trials.stream().filter(Trial::reached).count();
        }

        /** Until the siren is known to sound: the smallest time that so many are not above. */
        public long recoveryMillis(double share) {
            return quantile(Trial::recovery, share);
        }

        private long quantile(Function<Trial, Duration> what, double share) {
            List<Long> sorted = trials.stream().map(what).map(Duration::toMillis).sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
        }

        public String lines() {
            return String.format(Locale.ROOT,
                    "%d trials (seed %d), %d of them killed at their step: %d events acknowledged, %d lost; %d pages, %d unrung, %d keys twice%n"
                            + "  from the start of the new process to the siren: p50 %d ms, p99 %d ms; of it until it answers p50 %d ms",
                    trials.size(), seed, reached(), acknowledged, lost, pages, unrung(), duplicateKeys,
                    recoveryMillis(0.5), recoveryMillis(0.99), quantile(Trial::ready, 0.5));
        }

        public String json() {
            return String.format(Locale.ROOT,
                    "{\"trials\":%d,\"seed\":%d,\"atTheirStep\":%d,\"acknowledged\":%d,\"lost\":%d,\"pages\":%d,\"unrung\":%d,\"duplicateKeys\":%d,\"readyP50Ms\":%d,\"recoveryP50Ms\":%d,\"recoveryP99Ms\":%d}",
                    trials.size(), seed, reached(), acknowledged, lost, pages, unrung(), duplicateKeys,
                    quantile(Trial::ready, 0.5), recoveryMillis(0.5), recoveryMillis(0.99));
        }
    }

    /** Whoever has not rung by then never will; how long it takes is said apart. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A source may open three incidents in 15 minutes. */
    private static final int PER_SOURCE = 3;

    private final Path folder;
    private final Consumer<String> tell;

    /** @param tell hears how far it is */
    public Crashes(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    /** @param db {@code sqlite} or {@code postgres} */
    public Sum on(String db, int trials, long seed) throws InterruptedException {
        try (Stand stand = Stand.on(db, folder, Duration.ofSeconds(30))) {
            return run(stand.scene(), stand.server(), trials, seed);
        }
    }

    private Sum run(Scene scene, Node server, int trials, long seed) throws InterruptedException {
        List<String> keys = scene.keys(trials / PER_SOURCE + 1);
        Rest colleague = new Rest(server.url(), scene.colleague());
        Path agentJar = agentJar();
        Random random = new Random(seed);
        List<Trial> all = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        Set<String> checked = new HashSet<>();
        server.with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary()).start();
        try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system());
                Child home = scene.home(server, siren);
                Sender sender = new Sender(List.of(server.url()), scene.key()).start(1)) {
            for (int n = 0; n < trials; n++) {
                Trial trial = trial(scene, server, sender, siren, colleague, keys.get(n / PER_SOURCE), random, agentJar, n);
                all.add(trial);
                lost.addAll(missing(scene, sender, checked));
                tell.accept((n + 1) + "/" + trials + " " + trial + ", lost until now " + lost);
            }
            sender.close();
            lost.addAll(missing(scene, sender, checked));
            if (!home.alive()) {
                throw new IllegalStateException("the home agent ended:\n" + home.output());
            }
            return new Sum(seed, all, sender.acknowledged().size(), lost.size(), scene.pages(), scene.doubled());
        }
    }

    /** What was acknowledged since this was last asked, and is not there. */
    private static Set<String> missing(Scene scene, Sender sender, Set<String> checked) {
        Set<String> fresh = new HashSet<>(sender.acknowledged());
        fresh.removeAll(checked);
        checked.addAll(fresh);
        fresh.removeAll(scene.titles());
        return fresh;
    }

    /** Two trials of three go through the steps one after the other, the third is killed at a random moment. */
    private static Step step(int trial) {
        int named = trial - (trial + 1) / 3;
        return trial % 3 == 2 ? Step.RANDOM : Step.values()[1 + named % (Step.values().length - 1)];
    }

    private Trial trial(
            Scene scene, Node server, Sender sender, DlinkTwin siren, Rest colleague, String key, Random random, Path agentJar, int n)
            throws InterruptedException {
        Step step = step(n);
        String title = "trouble " + n;
        int plays = siren.plays();
        boolean hush = step == Step.HUSH_NOT_TOLD;
        if (!hush) {
            arm(server, agentJar, step);
        }
        Thread post = Thread.ofVirtual().start(() -> insist(sender, key, title));
        if (hush) {
            Wait.until(() -> scene.sounds(title), LONGEST, "the siren sounds before the hush");
            arm(server, agentJar, step);
            Thread.ofVirtual().start(() -> resolve(colleague));
        }
        boolean reached = step == Step.RANDOM || stands(server);
        Thread.sleep(step == Step.RANDOM ? random.nextInt(800) : 0);
        server.kill();
        long begun = System.nanoTime();
        Duration ready = server.start();
        post.join(LONGEST);
        boolean rung = Wait.within(LONGEST, () -> hush && !siren.sounding() || scene.sounds(title) && siren.plays() > plays);
        Duration recovery = Duration.ofNanos(System.nanoTime() - begun);
        if (!rung) {
            tell.accept("not rung after " + step + ": " + server.child().output());
        }
        resolve(colleague);
        Wait.until(() -> !siren.sounding(), LONGEST, "the siren falls silent");
        return new Trial(step, reached, ready, recovery, rung);
    }

    private static boolean stands(Node server) throws InterruptedException {
        return server.child().line(line -> line.equals(Standstill.REACHED), Duration.ofSeconds(5)).isPresent();
    }

    private static void insist(Sender sender, String key, String title) {
        try {
            sender.insist(key, "critical", title, Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything that is open. A server that dies meanwhile is no failure: it is asked again. */
    private static void resolve(Rest colleague) {
        try {
            for (Json.Value page : colleague.get("/api/v1/pages").list()) {
                if (page.at("subjectKind").text().equals("incident")) {
                    colleague.send("POST", "/api/v1/incidents/" + page.at("subjectId").text() + "/resolve", Map.of("text", "over"));
                }
            }
        } catch (IOException | IllegalStateException e) {
            // It was killed in between.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Into the server as it runs, so that it started as it always does. */
    private static void arm(Node server, Path agentJar, Step step) {
        if (step == Step.RANDOM) {
            return;
        }
        try {
            VirtualMachine program = VirtualMachine.attach(String.valueOf(server.child().pid()));
            try {
                program.loadAgent(agentJar.toString(), step.argument);
            } finally {
                program.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException("no agent in " + server.child().pid(), e);
        }
    }

    /** A killed process leaves its temporary files behind. */
    private Path temporary() {
        try {
            return Files.createDirectories(folder.resolve("temporary").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One class and a manifest: nothing else of ours is in the server. */
    private Path agentJar() {
        Path jar = folder.resolve("standstill.jar").toAbsolutePath();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", Standstill.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : List.of("Standstill", "Standstill$1", "Standstill$Stop")) {
                String path = "org/wakebell/e2e/" + name + ".class";
                try (InputStream bytes = Crashes.class.getClassLoader().getResourceAsStream(path)) {
                    if (bytes == null) {
                        throw new IllegalStateException(path + " is not there");
                    }
                    out.putNextEntry(new JarEntry(path));
                    bytes.transferTo(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }
}
