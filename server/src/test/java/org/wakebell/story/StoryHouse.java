package org.wakebell.story;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.BellsRoom;
import org.wakebell.bells.Outward;
import org.wakebell.drivers.Drivers;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incident;
import org.wakebell.incident.IncidentRoom;
import org.wakebell.incident.Incidents;
import org.wakebell.incident.hook.Hooks;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.paging.Paging;
import org.wakebell.paging.PagingRoom;
import org.wakebell.paging.Policy;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.People;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.triage.Alert;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage;
import org.wakebell.triage.TriageRoom;

/**
 * A small company on a night in November: Ana judges and is awake, Mina may write to production and sleeps, Joe is the
 * next one. Real rooms on a real database, time moved by hand from duty to duty.
 */
final class StoryHouse implements AutoCloseable {

    static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    static final String SOURCE = "otel";

    final StoryClock clock = new StoryClock(time("00:00:00"));
    final Db db;
    final Bedrooms bells = new Bedrooms(clock);
    final Node node;
    private final boolean checks;
    private final Map<String, WebhookTwin> soft = new HashMap<>();
    final String team;
    final String checkout;
    final String ana;
    final String mina;
    final String joe;
    private final Actor founder = new Actor("founder", "Founder", Set.of(Role.ADMIN), Actor.Via.SYSTEM);

    StoryHouse(Databases database) {
        this(database, point -> {});
    }

    StoryHouse(Databases database, Tx.Faults faults) {
        this(database, faults, true);
    }

    /** @param checks bells are looked at every few minutes; without, a story of days is short */
    StoryHouse(Databases database, Tx.Faults faults, boolean checks) {
        this.checks = checks;
        this.db = database.fresh();
        this.node = new Node("a", faults);
        this.team = node.people.register().addTeam(founder, "Shop");
        this.checkout = node.people.register().addService(founder, "checkout", team, Set.of("prod-write"));
        this.ana = node.people.register()
                .add(founder, Draft.of("Ana", "ana@example.org", "UTC").as(Role.TRIAGER).awake("20:00", "16:00").in(team));
        this.mina = responder("Mina", "mina@example.org");
        this.joe = responder("Joe", "joe@example.org");
        siren(mina);
        siren(joe);
        policy(List.of(
                new Policy.Step(new Policy.Target.Persons(List.of(mina)), Duration.ofMinutes(3), Duration.ofSeconds(30)),
                new Policy.Step(new Policy.Target.NextAble(), Duration.ofMinutes(3), Duration.ofSeconds(30))));
    }

    void siren(String person) {
        node.bells.setup().add(founder, new BellSetup.Draft(
                person,
                "dlink",
                "siren",
                "home",
                Map.of("address", "192.168.0.60", "mac", "6C:72:20:12:34:56"),
                new Secret("012345"),
                80));
    }

    /** A bell that wakes nobody. */
    void soft(String person) {
        WebhookTwin twin = WebhookTwin.start("127.0.0.1", 0);
        soft.put(person, twin);
        node.bells.setup().add(founder, new BellSetup.Draft(
                person, "webhook", "chat", "", Map.of("url", twin.url("/chat")), new Secret(""), 100));
    }

    /** Titles of what this person's soft bell got, in order. */
    List<String> softly(String person) {
        return Objects.requireNonNull(soft.get(person), "no soft bell").got().stream()
                .map(got -> got.request().body().replaceFirst("(?s).*\"title\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    String person(String name, String wakes, String sleeps, Role role) {
        String id = node.people.register()
                .add(founder, Draft.of(name, name.toLowerCase(java.util.Locale.ROOT) + "@example.org", "UTC")
                        .as(role).able("prod-write").awake(wakes, sleeps).in(team));
        soft(id);
        return id;
    }

    private String responder(String name, String email) {
        return node.people.register()
                .add(founder, Draft.of(name, email, "UTC").as(Role.RESPONDER).able("prod-write").in(team));
    }

    void taskPolicy(String id) {
        node.paging.policies().assignTask(founder, service(), id);
    }

    String policyCalled(String name, List<Policy.Step> steps) {
        return node.paging.policies().create(founder, name, team, steps);
    }

    void policy(List<Policy.Step> steps) {
        String id = node.paging.policies().create(founder, "nights " + clock.instant() + steps.hashCode(), team, steps);
        node.paging.policies().assign(founder, service(), id);
    }

    private org.wakebell.people.Service service() {
        return node.people.people().service(checkout).orElseThrow();
    }

    void nobodyInTriageIsAwake() {
        node.people.register()
                .change(founder, ana, Draft.of("Ana", "ana@example.org", "UTC").as(Role.TRIAGER).awake("08:00", "16:00").in(team));
    }

    void isNow(String person, Role... roles) {
        Person p = node.people.people().person(person).orElseThrow();
        node.people.register()
                .change(founder, person, Draft.of(p.name(), p.email(), "UTC").as(roles).able("prod-write").in(team));
    }

    /** One process of the installation. */
    final class Node {
        final Deque<Runnable> hands = new ArrayDeque<>();
        final Tx tx;
        final Duties duties;
        final PeopleRoom people;
        final BellsRoom bells;
        final PagingRoom paging;
        final Incidents incidents;
        final Triage triage;

        Node(String name, Tx.Faults faults) {
            this.tx = db.tx(faults);
            Random random = new Random(name.hashCode());
            Ids ids = new Ids(clock, random);
            Pokes pokes = new Pokes(tx);
            Stages stages = new Stages();
            this.duties = new Duties(clock, tx, ids, random, name, hands::add);
            this.people = new PeopleRoom(clock, tx, ids, pokes);
            People who = people.people();
            Sealer sealer = new Sealer(new byte[32]);
            this.bells = new BellsRoom(
                    clock, tx, ids, duties, pokes, sealer, who, Drivers.cranked(clock, time -> {}).reaching(new Outward(new Outbound(clock, new Guard(Set.of("127.0.0.1"))))), name, null);
            bells.lines().register(StoryHouse.this.bells);
            this.paging = new PagingRoom(
                    clock, tx, ids, duties, pokes, stages, sealer, new Words(), URI.create("https://wakebell.example/"), who,
                    new OnCallRoom(clock, tx, ids, duties, pokes, who).onCall(), bells.bells());
            IncidentRoom incident = new IncidentRoom(clock, tx, ids, duties, pokes, stages, new Words(), who, paging.paging(),
                    new Hooks(clock, tx, ids, duties, who, sealer, new Outbound(clock, new Guard(Set.of())),
                            URI.create("https://wakebell.example/")));
            this.incidents = incident.incidents();
            TriageRoom room = new TriageRoom(clock, tx, ids, duties, pokes, name, who, paging.paging(), incidents);
            this.triage = room.triage();
            paging.answersFor(incident.subject());
            paging.answersFor(room.subject());
            bells.bells().answers(paging.answers());
            paging.ready();
            bells.kinds().stream().filter(kind -> checks || !kind.name().equals("bells.check")).forEach(duties::register);
            paging.kinds().forEach(duties::register);
            incident.kinds().forEach(duties::register);
            room.kinds().forEach(duties::register);
        }

        /** Everything that can be done at this instant. */
        void settle() {
            try {
                do {
                    while (!hands.isEmpty()) {
                        hands.poll().run();
                    }
                    for (Loop loop : duties.loops()) {
                        loop.step();
                    }
                } while (!hands.isEmpty());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Instant time(String time) {
        return NIGHT.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    /** Moves the clock from duty to duty until this time, doing all that falls due. */
    void runUntil(String time) {
        runUntil(time(time));
    }

    void runUntil(Instant until) {
        node.settle();
        for (int i = 0; i < 20_000; i++) {
            Instant next = node.duties.nextDue();
            if (next == null || next.isAfter(until)) {
                clock.set(until);
                node.settle();
                return;
            }
            clock.set(next.isAfter(clock.instant()) ? next : clock.instant().plusMillis(500));
            node.settle();
        }
        throw new IllegalStateException("it never becomes quiet");
    }

    /** Sets the clock without life in between: for the start of a story. */
    void at(String time) {
        clock.set(time(time));
        node.settle();
    }

    Actor as(String person) {
        Person p = node.people.people().person(person).orElseThrow();
        return new Actor(p.id(), p.name(), p.roles(), Actor.Via.SCREEN);
    }

    Actor viewer() {
        return new Actor("viewer", "Vic", Set.of(Role.VIEWER), Actor.Via.SCREEN);
    }

    void takes(Batch batch) {
        node.triage.take(batch);
    }

    /** One FATAL line of the checkout, now. */
    void logsFatal(String fingerprint) {
        takes(raised(fatal(fingerprint).build()));
    }

    Event fatal(String fingerprint) {
        return new Event(fingerprint, clock.instant());
    }

    /** Ordinary lines, evenly, from one time (inclusive) to another (exclusive). */
    void ordinaryLines(int perMinute, String from, String to) {
        Map<Long, Long> minutes = new TreeMap<>();
        for (long m = time(from).getEpochSecond() / 60; m < time(to).getEpochSecond() / 60; m++) {
            minutes.put(m, (long) perMinute);
        }
        takes(new Batch(List.of(), List.of(new Batch.Ordinary(SOURCE, checkout, minutes)), List.of()));
    }

    void senderSays(String fingerprint, Batch.Word.Kind kind) {
        takes(new Batch(
                List.of(),
                List.of(),
                List.of(new Batch.Word(SOURCE, checkout, fingerprint, kind, clock.instant(), "someone over there"))));
    }

    /** One FATAL, and the triager says 911. */
    void confirmedAt0312() {
        at("03:12:00");
        logsFatal("KRW");
        node.triage.judge(as(ana), alert("KRW").id(), Triage.Verdict.V911, "", false);
        node.settle();
    }

    /** From 03:00:00 on: three incidents of one source, and a storm of the alerts d and e. */
    void aStorm() {
        at("03:00:00");
        for (String key : List.of("a", "b", "c", "d", "e")) {
            takes(raised(fatal(key).trusted().build()));
        }
        node.settle();
    }

    static Batch raised(Batch.Delta... deltas) {
        return new Batch(List.of(deltas), List.of(), List.of());
    }

    /** A delta in the making. */
    final class Event {
        private final String fingerprint;
        private Instant at;
        private Grade grade = Grade.G911;
        private boolean trusted;
        private long count = 1;
        private String source = SOURCE;
        private final Set<String> users = new java.util.TreeSet<>();
        private final Set<String> hosts = new java.util.TreeSet<>();

        Event(String fingerprint, Instant at) {
            this.fingerprint = fingerprint;
            this.at = at;
        }

        Event graded(Grade other) {
            grade = other;
            return this;
        }

        Event trusted() {
            trusted = true;
            return this;
        }

        Event times(long many) {
            count = many;
            return this;
        }

        Event from(String other) {
            source = other;
            return this;
        }

        Event at(Instant other) {
            at = other;
            return this;
        }

        Event users(String... some) {
            users.addAll(List.of(some));
            return this;
        }

        Event hosts(String... some) {
            hosts.addAll(List.of(some));
            return this;
        }

        Batch.Delta build() {
            return new Batch.Delta(
                    source,
                    checkout,
                    fingerprint,
                    grade,
                    "no payment route for " + fingerprint,
                    "1",
                    "severity FATAL",
                    "the same message",
                    trusted,
                    count,
                    at,
                    at,
                    Map.of(at.getEpochSecond() / 60, count),
                    users,
                    hosts,
                    List.of(new Batch.Sample(at, "FATAL no payment route for " + fingerprint, Map.of("host", "pod-1"))));
        }
    }

    Alert alert(String fingerprint) {
        return node.triage.desk(500).judge().stream()
                .map(Triage.Row::alert)
                .filter(a -> a.fingerprint().equals(fingerprint))
                .findFirst()
                .or(() -> node.triage.desk(500).fix().stream()
                        .map(Triage.Row::alert)
                        .filter(a -> a.fingerprint().equals(fingerprint))
                        .findFirst())
                .or(() -> node.triage.desk(500).decided().stream()
                        .map(Triage.Row::alert)
                        .filter(a -> a.fingerprint().equals(fingerprint))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("no alert of " + fingerprint));
    }

    List<Incident> incidents() {
        return node.incidents.newest(100).reversed();
    }

    Incident incident() {
        return incidents().getLast();
    }

    /** What the triagers were told, in order, as {@code HH:mm:ss why}. */
    List<String> triagersTold(String fingerprint) {
        List<String> told = new ArrayList<>();
        for (Triage.Line line : node.triage.look(alert(fingerprint).id()).orElseThrow().story().reversed()) {
            if (line.what().equals("Triagers told")) {
                told.add(LocalTime.ofInstant(line.at(), ZoneOffset.UTC).format(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME)
                        + " " + line.why());
            }
        }
        return told;
    }

    List<String> story(Incident incident) {
        return node.incidents.story(incident.id()).stream()
                .map(l -> l.what() + (l.why().isEmpty() ? "" : " (" + l.why() + ")"))
                .toList();
    }

    Paging paging() {
        return node.paging.paging();
    }

    @Override
    public void close() {
        soft.values().forEach(WebhookTwin::close);
        db.close();
    }
}
