package org.wakebell.sim.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Node;
import org.wakebell.sim.program.Rest;
import org.wakebell.sim.smtp.SmtpTwin;

/** What the story needs, in one temporary folder and on free ports: server, home agent, siren, mail server, team. */
final class Stage implements AutoCloseable {

    private static final String PIN = "012345";
    private static final String RIGHTS = "prod-write";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    final Cast ana;
    final Cast kim;
    final Cast joe;
    final Cast mina;
    private final Cast lee;

    final SmtpTwin mail;
    final DlinkTwin siren;
    final Node server;
    private final Path folder;
    private final InstantSource clock;
    private final String password;
    private @Nullable Child agent;
    private @Nullable Rest admin;
    private String team = "";
    private boolean closed;

    Stage(InstantSource clock) throws IOException {
        this.clock = clock;
        Instant now = clock.instant();
        this.lee = Cast.awake("Lee", "Lee Park", "Seoul", "Asia/Seoul", List.of("ADMIN"), List.of(), now);
        this.ana = Cast.awake("Ana", "Ana Kang", "Seoul", "Asia/Seoul", List.of("TRIAGER"), List.of(), now);
        this.kim = Cast.awake("Kim", "Kim Seo", "Seoul", "Asia/Seoul", List.of("RESPONDER"), List.of(RIGHTS), now);
        this.joe = Cast.asleep(
                "Joe", "Joe Bell", "San Francisco", "America/Los_Angeles", List.of("RESPONDER"), List.of(RIGHTS), now);
        this.mina = Cast.asleep(
                "Mina", "Mina Roy", "Vancouver", "America/Vancouver", List.of("RESPONDER"), List.of(RIGHTS), now);
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        this.password = "demo-" + HexFormat.of().formatHex(random);
        this.folder = Files.createTempDirectory("wakebell-demo-");
        this.mail = SmtpTwin.start("127.0.0.1", 0, clock);
        this.siren = DlinkTwin.start(PIN, "6C:72:20:00:00:01", clock);
        this.server = new Node(folder.resolve("data"));
        server.with("WAKEBELL_SERVER_URL", server.url().toString())
                .with("WAKEBELL_MAIL_HOST", "127.0.0.1")
                .with("WAKEBELL_MAIL_PORT", String.valueOf(mail.port()))
                .with("WAKEBELL_MAIL_TLS", "none")
                .with("WAKEBELL_MAIL_FROM", "wakebell@shop.example");
    }

    /** The account that the viewer signs in with. */
    String email() {
        return lee.email();
    }

    String password() {
        return password;
    }

    /** The server, and its first admin by the link it prints. */
    Duration startServer() throws InterruptedException {
        Duration took = server.start();
        URI link = server.setupLink();
        try (Visitor browser = new Visitor(server.url())) {
            browser.form(link.getPath() + "?" + link.getQuery(), "/setup", Map.of(
                    "key", link.getQuery().replaceFirst("^key=", ""),
                    "name", lee.name(), "email", lee.email(), "zone", lee.zone().getId(),
                    "wakes", lee.wakes().toString(), "sleeps", lee.sleeps().toString(), "language", "en",
                    "password", password, "team", "Shop"));
            admin = browser.token(List.of("ADMIN"));
        }
        team = rest().get("/api/v1/teams").at("0.id").text();
        // Whoever sets up gets every role; Lee only watches, so that nobody but Ana is asked to judge.
        rest().put("/api/v1/people/" + rest().get("/api/v1/me").at("id").text(), lee.json(team));
        return took;
    }

    /** The team, the service, who is on call and whom a 911 wakes. Gives the key with which the checkout logs. */
    String setUp() throws InterruptedException {
        for (Cast one : List.of(ana, kim, joe, mina)) {
            rest().post("/api/v1/people", one.json(team));
        }
        String service = rest()
                .post("/api/v1/services", Map.of("name", "checkout", "team", team, "demands", List.of(RIGHTS)))
                .at("id")
                .text();
        String begun = clock.instant().atZone(joe.zone()).toLocalDate().minusDays(2).atTime(LocalTime.of(12, 0)).toString();
        Map<String, Object> weekly = Map.of(
                "name", "weeks",
                "zone", joe.zone().getId(),
                "rotation", Map.of("every", 1, "unit", "week", "start", begun),
                "people", List.of(id(joe), id(mina)));
        String schedule = rest()
                .post("/api/v1/schedules", Map.of(
                        "name", "Checkout", "zone", joe.zone().getId(), "demands", List.of(RIGHTS), "layers", List.of(weekly)))
                .at("id")
                .text();
        rest().post("/api/v1/policies", Map.of("name", "Awake first, then on call", "team", team, "service", service, "steps", List.of(
                Map.of("target", "awake " + schedule, "patience", 10, "gentle", 0),
                Map.of("target", "oncall " + schedule, "patience", 600, "gentle", 15),
                Map.of("target", "next", "patience", 180, "gentle", 30),
                Map.of("target", "everyone", "patience", 300, "gentle", 30))));
        return rest().post("/api/v1/sources", Map.of("name", "Checkout logs", "service", service, "kind", "jsonlines"))
                .at("key")
                .text();
    }

    /** The home agent in Joe's bedroom: paired with a one-time code, then the siren is hung on it and checked. */
    void hangSiren() throws InterruptedException {
        String code = rest().post("/api/v1/agents/codes", Map.of("owner", id(joe))).at("code").text();
        Child started = Child.start(
                Dist.home().command(List.of("--server", server.url().toString(), "--code", code,
                        "--data", folder.resolve("home").toString(), "--name", "bedroom")),
                folder,
                Map.of());
        agent = started;
        String paired = soon("the home agent connects", () -> rest("/api/v1/agents?owner=" + id(joe)).list().stream()
                .filter(a -> a.at("connected").yes())
                .map(a -> a.at("id").text())
                .findFirst()
                .orElse(""));
        String bell = rest().post("/api/v1/bells", Map.of(
                        "owner", id(joe), "kind", "dlink", "label", "Bedroom siren", "agent", paired,
                        "config", Map.of("address", siren.address(), "mac", siren.mac()), "pin", PIN, "maximum", 80))
                .at("id")
                .text();
        soon("the siren answers its first check", () -> rest("/api/v1/bells/" + bell).at("state").text().equals("READY") ? bell : "");
    }

    /** Someone opens their invitation, signs in and works; whoever does so counts as awake. */
    Visitor signIn(Cast who) throws InterruptedException {
        String link = rest().post("/api/v1/people/" + id(who) + "/invite", Map.of()).at("link").text();
        String key = URI.create(link).getQuery().replaceFirst("^key=", "");
        Visitor browser = new Visitor(server.url());
        browser.form("/invite?key=" + key, "/invite", Map.of("key", key, "password", password + "-" + who.first()));
        return browser;
    }

    Rest rest() {
        if (admin == null) {
            throw new IllegalStateException("the server is not set up yet");
        }
        return admin;
    }

    /** Fails with what a program said if one of them has ended. */
    void alive() {
        if (!server.child().alive()) {
            throw new IllegalStateException("the server has ended; it said:\n" + server.child().output());
        }
        if (agent != null && !agent.alive()) {
            throw new IllegalStateException("the home agent has ended; it said:\n" + agent.output());
        }
    }

    private Json.Value rest(String path) {
        try {
            return rest().get(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String id(Cast who) {
        return rest("/api/v1/people").list().stream()
                .filter(p -> p.at("email").text().equals(who.email()))
                .map(p -> p.at("id").text())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(who.first() + " is not there"));
    }

    private String soon(String what, Supplier<String> found) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (String value = found.get(); ; value = found.get()) {
            if (!value.isEmpty()) {
                return value;
            }
            alive();
            if (System.nanoTime() > until) {
                throw new IllegalStateException(what + ": not within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(100);
        }
    }

    /** Ends what was started, by its number, then takes the folder away. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (agent != null) {
            agent.close();
        }
        server.close();
        siren.close();
        mail.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("wakebell demo: " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
