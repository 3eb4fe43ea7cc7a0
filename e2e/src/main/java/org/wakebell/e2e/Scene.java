package org.wakebell.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.wakebell.House;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Outward;
import org.wakebell.bells.agent.AgentFact;
import org.wakebell.drivers.Drivers;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Rule;
import org.wakebell.intake.Source;
import org.wakebell.intake.Sources;
import org.wakebell.oncall.Template;
import org.wakebell.paging.Policy;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.clock.Sleeper;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Words;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Node;

/**
 * One team, one service, one sleeper with a siren behind a home agent, one trusted source, written through the rooms'
 * own doors into the database that a packaged server uses. It owes nothing by itself: what it writes down is done by
 * the server.
 */
public final class Scene implements AutoCloseable {

    private static final Actor ADMIN = new Actor("system", "Scene", Set.of(Role.ADMIN), Actor.Via.SYSTEM);
    private static final byte[] MASTER = new byte[32];

    /** What {@code outbound.allow} has to be for the webhooks of {@link #crowd}. */
    public static final String ALLOWED = "127.0.0.1";

    private final Db db;
    private final House house;
    private final Path folder;
    private final String team;
    private final String service;
    private final String sleeper;
    private final String key;

    private Scene(Path folder, Db db, Duration patience) {
        this.folder = folder;
        this.db = db;
        this.house = new House(
                new House.Ground(
                        new Agreed(Clock.system()), Sleeper.system(), new Random(), db, point -> {}, "scene", task -> {}, MASTER),
                new House.Wires(URI.create("http://localhost"), reaching(), null, new Words()));
        this.team = house.people().register().addTeam(ADMIN, "Shop");
        this.sleeper = house.people().register().add(
                ADMIN,
                Draft.of("Jun Park", "jun@example.org", "Asia/Seoul").as(Role.ADMIN, Role.RESPONDER, Role.TRIAGER).in(team).able("prod-write"));
        this.service = house.people().register().addService(ADMIN, "checkout", team, Set.of("prod-write"));
        String schedule = schedule();
        // A round is never shorter than 5 s, so it has enough steps to show progress all the time.
        Policy.Step loud = new Policy.Step(new Policy.Target.OnCall(schedule), patience, Duration.ZERO);
        String policy = house.paging().policies().create(ADMIN, "At once", team, Collections.nCopies(20, loud));
        house.paging().policies().assign(ADMIN, house.people().people().service(service).orElseThrow(), policy);
        this.key = trusted("Monitoring");
    }

    /** A webhook may lead to this machine; {@link #ALLOWED} lets the server call it, too. */
    private static Drivers reaching() {
        Guard loopback = new Guard(Set.of(ALLOWED));
        return new Drivers(Clock.system(), Thread::sleep).reaching(new Outward(new Outbound(Clock.system(), loopback)));
    }

    /** On the embedded database of a data folder; the server that is started there uses the same master key. */
    public static Scene sqlite(Path data, Duration patience) {
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("master.key"), masterKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return migrated(data, Db.sqlite(data.resolve("wakebell.db")), patience);
    }

    public static Scene postgres(Path data, String url, String user, Duration patience) {
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("master.key"), masterKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return migrated(data, Db.postgres(url, user, ""), patience);
    }

    private static Scene migrated(Path data, Db db, Duration patience) {
        db.migrate();
        return new Scene(data, db, patience);
    }

    private static String masterKey() {
        return Base64.getEncoder().encodeToString(MASTER) + "\n";
    }

    private String schedule() {
        var layer = new Template.Daily(List.of(List.of(sleeper)), 1, LocalTime.MIDNIGHT)
                .layer("always", ZoneOffset.UTC, house.clock().instant().atZone(ZoneOffset.UTC).toLocalDateTime());
        return house.onCall().planning()
                .create(ADMIN, new org.wakebell.oncall.Draft("Checkout", ZoneOffset.UTC, Set.of(), List.of(sleeper), List.of(layer)))
                .id();
    }

    /** PagerDuty's doors and words: critical is a 911, everything else a 912 that wakes nobody. */
    private String trusted(String name) {
        return trusted(name, service);
    }

    private String trusted(String name, String of) {
        Sources sources = house.intake().sources();
        Sources.Created created = sources.create(ADMIN, name, of, "pagerduty");
        Source source = created.source();
        sources.rules(
                ADMIN,
                source.id(),
                List.of(new Rule("severity >= FATAL", Grade.G911), new Rule("always", Grade.G912)),
                source.rulesVersion());
        sources.trust(ADMIN, source.id(), true);
        return created.key().reveal();
    }

    /** The trusted source's key. */
    public String key() {
        return key;
    }

    /** Keys of so many more trusted sources: each may open three incidents in 15 minutes. Before the server starts. */
    public List<String> keys(int many) {
        return IntStream.rangeClosed(1, many).mapToObj(n -> trusted("Monitoring " + n)).toList();
    }

    /** The key of a source of log lines that nobody trusts and that wakes nobody. Before the server starts. */
    public String lines() {
        Sources.Created created = house.intake().sources().create(ADMIN, "Log lines", service, "jsonlines");
        house.intake().sources().most(ADMIN, created.source().id(), 1_000_000_000);
        return created.key().reveal();
    }

    /**
     * So many people of a team of their own, each with one bell, a webhook below this address, and a service that rings
     * all of them in its first step. Gives the key of a trusted source of that service. Before the server starts.
     *
     * @param receiver {@code http://127.0.0.1:PORT}
     */
    public String crowd(int people, String receiver) {
        return tx().write(() -> {
            String crowd = house.people().register().addTeam(ADMIN, "Everyone");
            for (int i = 0; i < people; i++) {
                Draft draft = Draft.of("Person " + i, "person" + i + "@example.org", "Asia/Seoul").as(Role.RESPONDER).in(crowd).able("prod-write");
                String id = house.people().register().add(ADMIN, draft);
                house.bells().setup().add(ADMIN, new BellSetup.Draft(
                        id, "webhook", "phone", "", Map.of("url", receiver + "/wake/" + i), new Secret(""), 100));
            }
            String all = house.people().register().addService(ADMIN, "everything", crowd, Set.of("prod-write"));
            Policy.Step step = new Policy.Step(new Policy.Target.Team(crowd), Duration.ofMinutes(10), Duration.ZERO);
            String policy = house.paging().policies().create(ADMIN, "Everyone at once", crowd, List.of(step));
            house.paging().policies().assign(ADMIN, house.people().people().service(all).orElseThrow(), policy);
            return trusted("Everything", all);
        });
    }

    /** Events of one source that are written down on its alerts, each in exactly one row. */
    public long counted(String source) {
        return tx().read(() -> tx().sql("""
                        SELECT coalesce(sum(c.count), 0) FROM triage_alert a JOIN intake_source s ON s.id = a.source
                        JOIN triage_episode e ON e.alert = a.id
                        JOIN (SELECT episode, count FROM triage_minute UNION ALL SELECT episode, count FROM triage_hour) c
                          ON c.episode = e.id
                        WHERE s.name = ?
                        """).param(source).query(Long.class).single());
    }

    /** Bells that nobody has looked at yet. */
    public long unseen() {
        return number("SELECT count(*) FROM bells_bell WHERE checked_at IS NULL");
    }

    /** Rings that a bell took, of the page that was opened last. */
    public long taken() {
        return number("""
                SELECT count(*) FROM paging_ring WHERE outcome = 'taken' AND page =
                  (SELECT id FROM paging_page WHERE subject_kind = 'incident' ORDER BY opened DESC, id DESC LIMIT 1)
                """);
    }

    /** An API token of someone else who may answer, and is not on call. Before the server starts. */
    public String colleague() {
        Draft draft = Draft.of("Mina Lee", "mina@example.org", "Asia/Seoul").as(Role.RESPONDER).in(team).able("prod-write");
        String id = house.people().register().add(ADMIN, draft);
        Actor mina = new Actor(id, draft.name(), draft.roles(), Actor.Via.SCREEN);
        return house.access().tokens().make(mina, "answers", draft.roles()).reveal();
    }

    /** An API token of the sleeper, who is an admin, too. Before the server starts. */
    public String admin() {
        Actor jun = new Actor(sleeper, "Jun Park", Set.of(Role.ADMIN, Role.RESPONDER, Role.TRIAGER), Actor.Via.SCREEN);
        return house.access().tokens().make(jun, "everything", jun.roles()).reveal();
    }

    public String sleeper() {
        return sleeper;
    }

    public Tx tx() {
        return house.tx();
    }

    /** Starts the packaged home agent, pairs it with the server and hangs the siren on it; returns when it is ready. */
    public Child home(Node server, DlinkTwin siren) throws InterruptedException {
        return home(List.of(server), siren);
    }

    /** The same, with several servers that it may turn to. */
    public Child home(List<Node> servers, DlinkTwin siren) throws InterruptedException {
        String code = house.agents().agents().code(ADMIN, sleeper).code();
        Path data = folder.resolveSibling(folder.getFileName() + "-home");
        List<String> words = new ArrayList<>(List.of("--code", code, "--data", data.toString(), "--name", "bedroom"));
        servers.forEach(server -> words.addAll(List.of("--server", server.url().toString())));
        Child agent = Child.start(Dist.home().command(words), folder, Map.of());
        String id = soon("the agent is connected", agent, () -> house.agents().agents().of(ADMIN, sleeper).stream()
                .filter(AgentFact::connected)
                .map(AgentFact::id)
                .findFirst()
                .orElse(""));
        String bell = house.bells().setup().add(
                ADMIN,
                new BellSetup.Draft(
                        sleeper, "dlink", "Bedroom siren", id, Map.of("address", siren.address(), "mac", siren.mac()), new Secret("012345"), 80));
        soon("the siren is ready", agent, () -> house.bells().setup().one(ADMIN, bell).state().equals("READY") ? bell : "");
        return agent;
    }

    private static String soon(String what, Child agent, Supplier<String> found) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        String value = found.get();
        while (value.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(what + ": not within 40 s; the agent said:\n" + agent.output());
            }
            Thread.sleep(50);
            value = found.get();
        }
        return value;
    }

    /** Titles of all alerts that are kept. */
    public Set<String> titles() {
        return tx().read(() -> Set.copyOf(tx().sql("SELECT title FROM triage_alert").query(String.class).list()));
    }

    /** How far the pages have come in their policies: grows with every step that is decided. */
    public long steps() {
        return tx().read(() -> tx().sql("SELECT coalesce(sum(next_round * 1000 + next_step), 0) FROM paging_page")
                .query(Long.class)
                .single());
    }

    /** How far one page has come, counted from the first that was opened. */
    public long step(int nth) {
        return tx().read(() -> tx().sql("SELECT next_round * 1000 + next_step FROM paging_page WHERE subject_kind = 'incident' ORDER BY opened, id")
                .query(Long.class)
                .list()
                .get(nth));
    }

    /** Pages that have not begun: nobody was decided to be rung yet. */
    public long waiting() {
        return number("SELECT count(*) FROM paging_page WHERE subject_kind = 'incident' AND state = 'RINGING' AND next_round = 1 AND next_step = 0");
    }

    public long pages() {
        return number("SELECT count(*) FROM paging_page WHERE subject_kind = 'incident'");
    }

    /** Pages that nobody has answered and that nothing is written down for: nobody would ever be rung again. */
    public long forgotten() {
        return number("""
                SELECT count(*) FROM paging_page p WHERE p.subject_kind = 'incident' AND p.ended_at IS NULL AND NOT EXISTS
                  (SELECT 1 FROM platform_duty d WHERE d.kind = 'paging.step' AND d.dkey = p.id AND d.parked_why IS NULL)
                """);
    }

    /** The same person rung twice at the same bell for the same place of the same page. */
    public long doubled() {
        return number("""
                SELECT count(*) FROM
                  (SELECT 1 FROM paging_ring GROUP BY page, place, person, bell HAVING count(*) > 1) twice
                """);
    }

    /** Whether it was proved that a siren sounds for the 911 of this title. */
    public boolean sounds(String title) {
        return tx().read(() -> tx().sql("""
                        SELECT count(*) FROM incident_incident i JOIN paging_ring r ON r.page = i.page
                        WHERE i.title = ? AND r.loud AND r.outcome = 'sounding'
                        """).param(title).query(Long.class).single()) > 0;
    }

    public long rings() {
        return number("SELECT count(*) FROM paging_ring");
    }

    private long number(String query) {
        return tx().read(() -> tx().sql(query).query(Long.class).single());
    }

    @Override
    public void close() {
        db.close();
    }
}
