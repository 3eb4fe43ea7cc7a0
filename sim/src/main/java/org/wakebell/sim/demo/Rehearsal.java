package org.wakebell.sim.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Rest;

/**
 * Nights, one after the other, on a packaged server of its own that writes down which classes it loaded and which
 * methods were worth compiling (JDK 25's AOT cache, JEP 483, 514 and 515). A ring is rare: without this, the one that
 * matters runs code that nobody has compiled.
 */
public final class Rehearsal {

    /** More of them gave nothing. */
    private static final int NIGHTS = 40;
    /** Incidents that one trusted source may open in 15 minutes. */
    private static final int PER_SOURCE = 3;

    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** A JVM of its own makes the cache when the server has ended. */
    private static final Duration ASSEMBLY = Duration.ofSeconds(60);

    private static final List<String> SCREENS = List.of("/", "/triage", "/incidents", "/on-call", "/bells", "/bedside", "/sources", "/people", "/status");

    private final Stage stage;
    private final Rest colleague;
    private final Visitor browser;
    private final String service;

    private Rehearsal(Stage stage, Visitor browser) throws InterruptedException {
        this.stage = stage;
        this.browser = browser;
        this.colleague = browser.token(List.of("RESPONDER"));
        Rest admin = stage.rest();
        String team = admin.get("/api/v1/teams").at("0.id").text();
        String schedule = admin.get("/api/v1/schedules").at("0.id").text();
        this.service = admin.post("/api/v1/services", Map.of("name", "payments", "team", team)).at("id").text();
        Map<String, Object> loud = Map.of("target", "oncall " + schedule, "patience", 600, "gentle", 0);
        admin.post("/api/v1/policies", Map.of("name", "At once", "team", team, "service", service, "steps", List.of(loud)));
    }

    /** Gives the exit code: 0 only if FILE is written, whole. */
    public static int run(List<String> words) throws InterruptedException {
        boolean counted = words.size() == 3 && words.get(1).equals("--nights") && words.get(2).matches("[1-9][0-9]{0,3}");
        if (words.size() != 1 && !counted) {
            System.err.println("wakebell sim rehearse: wants the file to remember in, and, if you like, --nights 1 to 9999");
            return 2;
        }
        int nights = counted ? Integer.parseInt(words.get(2)) : NIGHTS;
        Path file = Path.of(words.getFirst()).toAbsolutePath();
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (Stage stage = new Stage(InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
            stage.server.of(Dist.server().with("-XX:AOTCacheOutput=" + written));
            stage.startServer();
            String logs = stage.setUp();
            stage.hangSiren();
            try (Checkout checkout = new Checkout(new Rest(stage.server.url(), logs), InstantSource.system());
                    Visitor browser = stage.signIn(stage.kim)) {
                checkout.breakDown();
                new Rehearsal(stage, browser).play(nights);
            }
            stage.server.child().stop(ASSEMBLY);
            if (!Files.exists(written)) {
                throw new IllegalStateException("the server remembered nothing; it said:\n" + stage.server.child().output());
            }
            Files.move(written, file);
            return 0;
        } catch (IOException | IllegalStateException e) {
            System.err.println("wakebell sim rehearse: " + e);
            return 1;
        }
    }

    private void play(int nights) throws InterruptedException, IOException {
        String key = "";
        for (int night = 0; night < nights; night++) {
            if (night % PER_SOURCE == 0) {
                key = source(night);
            }
            ring(key, "trouble " + night);
        }
        for (String screen : SCREENS) {
            browser.open(screen);
        }
    }

    /** Gives the key of one more trusted source. */
    private String source(int number) throws InterruptedException {
        return stage.rest()
                .post("/api/v1/sources", Map.of("name", "Monitoring " + number, "service", service, "kind", "pagerduty", "trusted", true,
                        "rules", List.of(Map.of("when", "always", "grade", "911"))))
                .at("key")
                .text();
    }

    /** An event, the siren, a colleague who resolves it, and quiet. */
    private void ring(String key, String title) throws InterruptedException, IOException {
        DlinkTwin siren = stage.siren;
        siren.forget();
        Map<String, Object> event = Map.of("routing_key", key, "event_action", "trigger", "dedup_key", title,
                "payload", Map.of("summary", title, "source", "shop-1", "severity", "critical"));
        Rest.Answer taken = colleague.send("POST", "/v2/enqueue", event);
        if (!taken.ok() || siren.awaitHeard(1, LONGEST).isEmpty()) {
            throw new IllegalStateException(title + " was answered with " + taken.status() + " and rang nobody: " + taken.body());
        }
        for (Json.Value page : colleague.get("/api/v1/pages").list()) {
            if (page.at("subjectKind").text().equals("incident")) {
                browser.open("/incidents/" + page.at("subjectId").text());
                colleague.post("/api/v1/incidents/" + page.at("subjectId").text() + "/resolve", Map.of("text", "over"));
            }
        }
        long until = System.nanoTime() + LONGEST.toNanos();
        while (siren.sounding()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the siren does not fall silent after " + title);
            }
            Thread.sleep(5);
        }
    }
}
