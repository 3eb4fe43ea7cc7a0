package org.wakebell.story;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.House;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.MailSettings;
import org.wakebell.bells.Outward;
import org.wakebell.bells.PulseSettings;
import org.wakebell.drivers.Drivers;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Template;
import org.wakebell.paging.Policy;
import org.wakebell.people.Actor;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Words;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Heard;
import org.wakebell.sim.webhook.WebhookTwin;

/**
 * A whole house in story time: a clock that stands still until the story moves it, loops that are cranked by hand, real
 * SMTP and a siren's twin that speaks the D-Link's wire. The night of the stories is 22 November 2026, times in UTC.
 */
public final class FullHouse implements AutoCloseable {

    public static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    public static final Actor ADMIN = new Actor("admin", "Ada", Set.of(Role.ADMIN), Actor.Via.SCREEN);

    /** Sirens play in seconds; a story looks at least this often. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private static final String PIN = "012345";

    private final StoryClock clock;
    private Duration setBack = Duration.ZERO;
    private boolean asks;
    private final Db db;
    private final Deque<Runnable> hands = new ArrayDeque<>();
    private Drivers drivers;
    private final GreenMail mail;
    private final MailSettings settings;
    private final Tx.Faults faults;
    private final Random random = new Random(42);
    private House house;
    private int lives;
    private final Map<String, DlinkTwin> sirens = new LinkedHashMap<>();
    private final List<WebhookTwin> webhooks = new ArrayList<>();
    private final Map<String, String> persons = new LinkedHashMap<>();
    private final List<House> others = new ArrayList<>();
    private final Set<String> still = new HashSet<>();
    private @Nullable PulseSettings pulse;
    private boolean ailing;
    private final String team;

    public FullHouse(Databases database, String time) {
        this(database, time, point -> {});
    }

    public FullHouse(Databases database, String time, Tx.Faults faults) {
        this.clock = new StoryClock(instant(time));
        this.db = database.fresh();
        this.drivers = drivers();
        this.mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        this.faults = faults;
        this.settings = new MailSettings(
                "127.0.0.1", mail.getSmtp().getPort(), "", new Secret(""), MailSettings.Tls.NONE, "wakebell@example.org");
        this.house = live();
        this.team = house.people().register().addTeam(ADMIN, "platform");
        settle();
    }

    private Drivers drivers() {
        return Drivers.cranked(clock, wait -> {}).reaching(new Outward(new Outbound(Clock.system(), new Guard(Set.of("127.0.0.1")))));
    }

    private House live() {
        lives++;
        return new House(
                new House.Ground(new Agreed(machine()), wait -> {}, random, db, faults, "story" + lives, hands::add, new byte[32]),
                new House.Wires(
                        URI.create("http://wakebell.test"), drivers, settings, new Words(), List.of(),
                        new Guard(Set.of("127.0.0.1")), pulse));
    }

    /** The clock of the machine that the house runs on: that of the story until somebody sets it. */
    private Clock machine() {
        return new Clock() {
            @Override
            public Instant instant() {
                return clock.instant().minus(setBack);
            }

            @Override
            public long nanos() {
                return clock.nanos();
            }
        };
    }

    /** Somebody sets the machine's clock, and nobody else's. */
    public void setBack(Duration by) {
        setBack = setBack.plus(by);
        house.time().look();
        if (asks) {
            asksTheTime();
        }
        settle();
    }

    /** The database is asked what time it is, now and after each jump. */
    public void asksTheTime() {
        asks = true;
        house.time().measured(clock.instant(), clock.nanos());
    }

    /** The process died and another one starts on its database: what was only in memory is gone. */
    public void restart() {
        hands.clear();
        others.clear();
        drivers = drivers();
        house = live();
        house.duties().forgetClaimsOfTheDead();
    }

    /** Another server joins, on the same database. */
    public void join() {
        others.add(live());
    }

    /** From the next start on somebody outside waits for the pulse, which goes there with this key. */
    public WebhookTwin watched(String path, String signingKey) {
        WebhookTwin twin = WebhookTwin.start("127.0.0.1", 0);
        webhooks.add(twin);
        pulse = new PulseSettings(new Secret(twin.url(path)), Duration.ofMinutes(1), "post", new Secret(signingKey));
        restart();
        return twin;
    }

    /** The loop of this name stands still. */
    public void still(String loop) {
        still.add(loop);
    }

    public void goesOn() {
        still.clear();
    }

    /** Whatever fails from now on is only logged, as the platform's own loops do. */
    public void ailing() {
        ailing = true;
    }

    public House house() {
        return house;
    }

    public String team() {
        return team;
    }

    /** {@code 03:12} or {@code 03:12:41}, in the night of the story. */
    public static Instant instant(String time) {
        return LocalDateTime.of(NIGHT, LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    public Instant now() {
        return clock.instant();
    }

    // Who there is.

    /** Someone in the team, in UTC, awake at the given hours. */
    public Person person(String name, String wakes, String sleeps, Set<Role> roles, String... capabilities) {
        org.wakebell.people.Draft draft = org.wakebell.people.Draft.of(
                        name, name.toLowerCase(java.util.Locale.ROOT) + "@example.org", "UTC")
                .as(roles.toArray(Role[]::new))
                .awake(wakes, sleeps)
                .able(capabilities)
                .in(team);
        String id = house.people().register().add(ADMIN, draft);
        persons.put(name, id);
        return who(name);
    }

    public Person responder(String name) {
        return person(name, "07:00", "23:00", Set.of(Role.RESPONDER), "prod-write");
    }

    public Person triager(String name) {
        return person(name, "00:00", "23:59", Set.of(Role.TRIAGER));
    }

    public Person who(String name) {
        return house.people().people().person(persons.getOrDefault(name, "nobody")).orElseThrow();
    }

    public Actor by(String name) {
        Person person = who(name);
        return new Actor(person.id(), person.name(), person.roles(), Actor.Via.SCREEN);
    }

    public String service(String name) {
        return house.people().register().addService(ADMIN, name, team, Set.of("prod-write"));
    }

    /** One person round the clock, every day of the story. */
    public String schedule(String name, String person) {
        return schedule(name, List.of(new Template.Weekly(List.of(List.of(who(person).id())), 1, NIGHT.getDayOfWeek(), LocalTime.MIDNIGHT)
                .layer("all week", ZoneOffset.UTC, NIGHT.minusWeeks(1).atStartOfDay())), List.of());
    }

    public String schedule(String name, List<org.wakebell.oncall.rotation.Layer> layers, List<String> fallback) {
        return house.onCall()
                .planning()
                .create(ADMIN, new Draft(name, ZoneId.of("UTC"), Set.of("prod-write"),
                        fallback.stream().map(f -> who(f).id()).toList(), layers))
                .id();
    }

    public String policy(String service, List<Policy.Step> steps) {
        String policy = house.paging().policies().create(ADMIN, "usual", team, steps);
        house.paging()
                .policies()
                .assign(ADMIN, house.people().people().service(service).orElseThrow(), policy);
        return policy;
    }

    /** A D-Link beside this person's bed, at most 60 % loud. */
    public DlinkTwin siren(String person) {
        String mac = "6C:72:20:00:00:%02d".formatted(sirens.size() + 1);
        DlinkTwin twin = DlinkTwin.start(PIN, mac, clock);
        sirens.put(person, twin);
        house.bells()
                .setup()
                .add(ADMIN, new BellSetup.Draft(
                        who(person).id(), "dlink", "siren", "", Map.of("address", twin.address(), "mac", mac), new Secret(PIN), 60));
        settle();
        return twin;
    }

    /** An address on the web that is called when this person is rung. */
    public WebhookTwin webhook(String person) {
        WebhookTwin twin = WebhookTwin.start("127.0.0.1", 0);
        webhooks.add(twin);
        house.bells()
                .setup()
                .add(ADMIN, new BellSetup.Draft(
                        who(person).id(), "webhook", "chat", "", Map.of("url", twin.url("/wake")), new Secret(""), 100));
        settle();
        return twin;
    }

    // Time.

    /** Does everything that is due now, until nothing moves any more. */
    public void settle() {
        try {
            for (int quiet = 0; quiet < 2; ) {
                boolean moved = false;
                for (House one : houses()) {
                    for (Loop loop : one.loops()) {
                        moved |= !still.contains(loop.name()) && step(loop);
                    }
                }
                while (!hands.isEmpty()) {
                    hands.poll().run();
                    moved = true;
                }
                drivers.turn();
                quiet = moved ? 0 : quiet + 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<House> houses() {
        List<House> all = new ArrayList<>(others);
        all.addFirst(house);
        return all;
    }

    private boolean step(Loop loop) throws InterruptedException {
        try {
            return loop.step();
        } catch (RuntimeException e) {
            if (!ailing) {
                throw e;
            }
            return false;
        }
    }

    private @Nullable Instant nextDue() {
        try {
            return house.duties().nextDue();
        } catch (RuntimeException e) {
            if (!ailing) {
                throw e;
            }
            return null;
        }
    }

    /** From due duty to due duty until the given time, everything due then included. */
    public void until(String time) {
        until(instant(time));
    }

    public void until(Instant end) {
        settle();
        while (clock.instant().isBefore(end)) {
            Instant due = nextDue();
            Instant next = clock.instant().plus(STEP);
            if (due != null && due.isAfter(clock.instant()) && due.isBefore(next)) {
                next = due;
            }
            clock.set(next.isBefore(end) ? next : end);
            settle();
        }
    }

    /** The machine was suspended until then: nothing ran in between. */
    public void suspendedUntil(Instant then) {
        clock.set(then);
        settle();
    }

    // What could be heard and read.

    /** When this person's siren began to sound, in order. */
    public List<Instant> sounded(String person) {
        return heard(twin(person)).stream().map(Heard::at).toList();
    }

    public DlinkTwin twin(String person) {
        return Objects.requireNonNull(sirens.get(person), person + " has no siren");
    }

    private static List<Heard> heard(DlinkTwin twin) {
        return twin.heard().stream().filter(h -> h.what().equals("sounded")).toList();
    }

    public boolean sounding(String person) {
        return twin(person).sounding();
    }

    /** The mail server is gone. */
    public void noMail() {
        mail.stop();
    }

    /** Subjects of the mails this person got, in order. */
    public List<String> mails(String person) {
        List<String> subjects = new ArrayList<>();
        try {
            for (Message message : mail.getReceivedMessages()) {
                if (message.getAllRecipients()[0].toString().equals(who(person).email())) {
                    subjects.add(message.getSubject());
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return subjects;
    }

    @Override
    public void close() {
        sirens.values().forEach(DlinkTwin::close);
        webhooks.forEach(WebhookTwin::close);
        mail.stop();
        db.close();
    }
}
