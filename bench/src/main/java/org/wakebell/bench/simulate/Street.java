package org.wakebell.bench.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/**
 * Where people live: in each home an agent with a siren, connected to one of the nodes or to none; and the provider that
 * carries messages to phones. What an agent and its node say to each other here follows {@code bells.agent}: orders and
 * hushes in order on one connection, everything said anew on a fresh one, what another node wrote is found by a poke or
 * within 15 s.
 */
final class Street {

    private static final Duration FIRST_RESULT = Duration.ofSeconds(10);
    private static final long LEVEL = 15 * Dice.SECOND;
    private static final long GONE = 30 * Dice.SECOND;
    private static final long RENEW = 4 * Dice.MINUTE;

    /** A home. */
    final class Home {
        final String owner;
        final String bell;
        /** Orders that the agent has, with their leases; and those of them that the siren plays. */
        private final Map<String, Long> orders = new LinkedHashMap<>();
        private final Set<String> played = new LinkedHashSet<>();
        /** What was said on this connection. */
        private final Map<String, Long> said = new HashMap<>();
        private final List<Answer> waiting = new ArrayList<>();
        private @Nullable Node node;
        private int itsLife;
        private int connection;
        private boolean leveling;
        private long looked = -1;
        /** The siren itself does nothing until then. */
        long brokenUntil;
        /** The last instant at which something was wrong with it or its line. */
        long troubled;

        Home(String owner, String bell) {
            this.owner = owner;
            this.bell = bell;
        }

        boolean connected() {
            Node held = node;
            return held != null && held.alive() && held.life() == itsLife;
        }

        /** Keys that it sounds at this moment. */
        Set<String> sounding() {
            orders.values().removeIf(until -> until < agenda.now());
            played.retainAll(orders.keySet());
            return played;
        }

        private void quiet(String key) {
            orders.remove(key);
            if (played.remove(key)) {
                world.say("siren of " + town.name(owner) + " is quiet: " + world.shortly(key));
            }
        }

        private boolean at(Node other) {
            return connected() && node == other;
        }
    }

    private final World world;
    private final Agenda agenda;
    private final Dice dice;
    private final Town town;
    private final Map<String, Home> homes = new LinkedHashMap<>();
    private long written;
    private final Set<String> delivered = new HashSet<>();

    Street(World world, Agenda agenda, Dice dice, Town town) {
        this.world = world;
        this.agenda = agenda;
        this.dice = dice;
        this.town = town;
        town.sirens().forEach((owner, bell) -> homes.put(bell, new Home(owner, bell)));
    }

    Iterable<Home> homes() {
        return homes.values();
    }

    @Nullable Home home(String bell) {
        return homes.get(bell);
    }

    // The lines of agents: they come, go, and are told what they should be doing.

    void connect(Home home) {
        Node chosen = world.anyNode();
        if (chosen == null) {
            agenda.in(dice.seconds(1, 3), () -> connect(home));
            return;
        }
        home.connection++;
        home.node = chosen;
        home.itsLife = chosen.life();
        home.said.clear();
        home.leveling = false;
        home.troubled = agenda.now();
        world.say("home of " + town.name(home.owner) + " connects to " + chosen.name());
        agenda.in(dice.seconds(0.01, 0.1), chosen, () -> {
            checked(home, chosen, Health.State.READY, "the agent says that it is fine");
            reconcile(home, chosen);
        });
    }

    void disconnect(Home home, long until) {
        if (home.node == null) {
            return;
        }
        home.node = null;
        home.connection++;
        home.troubled = Math.max(until, agenda.now());
        home.waiting.forEach(answer -> answer.is(new Outcome.Unknown("the line to the home agent broke")));
        home.waiting.clear();
        world.say("home of " + town.name(home.owner) + " is cut off");
        int which = home.connection;
        agenda.in(until - agenda.now(), () -> connect(home));
        agenda.in(GONE, () -> {
            Node any = world.anyNode();
            if (home.connection == which && any != null) {
                agenda.in(0, any, () -> checked(home, any, Health.State.NOT_READY, "the home agent is not connected"));
            }
        });
    }

    /** Its agents notice at once and come back somewhere. */
    void died(Node node) {
        for (Home home : homes.values()) {
            if (home.node == node) {
                disconnect(home, agenda.now() + dice.seconds(0.5, 4));
            }
        }
    }

    private void checked(Home home, Node node, Health.State state, String why) {
        node.house().bells().lines().checked(home.bell, new Health(state, why, node.time(), Map.of()));
    }

    /** A poke arrived at a node. Where no order was written since it last looked, it would find nothing new. */
    void poked(Node node, String topic) {
        for (Home home : homes.values()) {
            if (home.at(node) && home.looked != written && topic.endsWith(home.bell)) {
                reconcile(home, node);
            }
        }
    }

    /** Orders were written: each node looks at its homes within 15 s, whoever wrote them. */
    void ordersChanged() {
        written++;
        if (world.deaf()) {
            return;
        }
        for (Home home : homes.values()) {
            Node node = home.node;
            if (node != null && !home.leveling && home.at(node)) {
                home.leveling = true;
                int which = home.connection;
                agenda.in(LEVEL - agenda.now() % LEVEL, node, () -> {
                    if (home.connection == which) {
                        home.leveling = false;
                        home.looked = -1;
                        reconcile(home, node);
                    }
                });
            }
        }
    }

    private void reconcile(Home home, Node node) {
        if (!home.at(node)) {
            return;
        }
        home.looked = written;
        for (Ring ring : node.house().bells().lines().ringing(home.bell)) {
            Long before = home.said.get(ring.key());
            if (before == null || before + RENEW < micros(ring.leaseUntil())) {
                send(home, node, ring, outcome -> agenda.in(dice.seconds(0.01, 0.1), node, () ->
                        node.house().bells().lines().heard(ring.key(), outcome, node.time())));
            }
        }
        Set<String> standing = Set.copyOf(node.house().bells().lines().standing(home.bell));
        int which = home.connection;
        agenda.in(latency(), () -> {
            if (home.connection == which) {
                List.copyOf(home.orders.keySet()).stream().filter(key -> !standing.contains(key)).forEach(home::quiet);
            }
        });
        home.said.keySet().retainAll(standing);
    }

    private interface Told {
        void outcome(Outcome outcome);
    }

    /** Over the line to the agent, which plays it and answers. Nothing comes back if the line breaks. */
    private void send(Home home, Node node, Ring ring, Told told) {
        home.said.put(ring.key(), micros(ring.leaseUntil()));
        int which = home.connection;
        long there = latency();
        long played = world.fate().chance(0.01) ? dice.seconds(9, 14) : dice.seconds(0.1, 1.2);
        agenda.in(there, () -> {
            if (home.connection != which) {
                return;
            }
            home.orders.put(ring.key(), micros(ring.leaseUntil()));
            agenda.in(played, () -> {
                Outcome outcome = play(home, ring.key());
                agenda.in(there, () -> {
                    if (home.connection == which) {
                        told.outcome(outcome);
                    }
                });
            });
        });
    }

    private Outcome play(Home home, String key) {
        if (home.brokenUntil > agenda.now()) {
            return new Outcome.RetryLater(Duration.ofSeconds(5), "the siren does not answer");
        }
        boolean silent = home.sounding().isEmpty();
        if (!home.orders.containsKey(key)) {
            return new Outcome.Refused("it was hushed meanwhile", false);
        }
        if (home.played.add(key)) {
            world.say("siren of " + town.name(home.owner) + " sounds: " + world.shortly(key));
            world.crowd().hears(home, key, silent);
        }
        return new Outcome.Sounding(new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, Node.micros(agenda.now()), "IsSounding true"));
    }

    private long latency() {
        return dice.seconds(0.005, 0.06);
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * Dice.SECOND + at.getNano() / 1000;
    }

    // What a node rings through.

    Line line(Node node) {
        return new Line() {
            @Override
            public String name() {
                return "street";
            }

            @Override
            public boolean carries(Installed bell) {
                return !bell.agent().isEmpty();
            }

            @Override
            public Outcome ring(Installed bell, Ring ring) throws InterruptedException {
                world.judge().sent(node, bell, ring.key());
                world.point(node, World.Point.BEFORE_SEND);
                Home home = homes.get(bell.id());
                Outcome outcome = home == null ? message(node, bell, ring) : siren(node, home, ring);
                world.say(node.name() + " rings " + town.name(bell.owner()) + ", " + world.shortly(ring.key()) + ": " + said(outcome));
                world.point(node, World.Point.AFTER_SEND);
                return outcome;
            }

            @Override
            public Outcome hush(Installed bell, String key) throws InterruptedException {
                Home home = homes.get(bell.id());
                return home == null ? new Outcome.Taken("a message makes no noise") : quiet(node, home, key);
            }

            @Override
            public Health check(Installed bell) {
                return new Health(Health.State.READY, "fine", node.time(), Map.of());
            }
        };
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sounding o -> "sounding";
            case Outcome.Taken o -> "taken";
            case Outcome.RetryLater o -> "later: " + o.why();
            case Outcome.Refused o -> "refused: " + o.why();
            case Outcome.Unknown o -> "unknown: " + o.why();
        };
    }

    private Outcome siren(Node node, Home home, Ring ring) throws InterruptedException {
        if (!home.at(node)) {
            if (home.connected()) {
                world.poke(node, "bells/agent/" + home.bell);
                return Line.ELSEWHERE;
            }
            return new Outcome.Refused("the home agent is not connected", false);
        }
        if (world.fate().chance(world.weather().breaks())) {
            // Nobody knows whether the order had arrived.
            if (dice.chance(0.5)) {
                home.orders.put(ring.key(), micros(ring.leaseUntil()));
                play(home, ring.key());
            }
            disconnect(home, agenda.now() + dice.seconds(0.5, 20));
            return new Outcome.Unknown("the line to the home agent broke");
        }
        Answer answer = new Answer(agenda.alarmClock());
        send(home, node, ring, outcome -> {
            if (answer.late) {
                agenda.in(0, node, () -> node.house().bells().lines().heard(ring.key(), outcome, node.time()));
            }
            answer.is(outcome);
        });
        return await(node, home, answer, FIRST_RESULT, new Outcome.Unknown("no answer from the home agent in 10 s"));
    }

    private Outcome quiet(Node node, Home home, String key) throws InterruptedException {
        Duration later = Duration.ofSeconds(2);
        if (!home.at(node)) {
            if (home.connected()) {
                world.poke(node, "bells/agent/" + home.bell);
            }
            return new Outcome.RetryLater(later, "not here");
        }
        Answer answer = new Answer(agenda.alarmClock());
        int which = home.connection;
        long there = latency();
        agenda.in(there, () -> {
            if (home.connection == which) {
                home.quiet(key);
                agenda.in(there, () -> answer.is(new Outcome.Taken("quiet")));
            }
        });
        return await(node, home, answer, Duration.ofSeconds(3), new Outcome.RetryLater(later, "not confirmed yet"));
    }

    /** What a call waits for. */
    private static final class Answer {
        private final Runnable wake;
        private @Nullable Outcome outcome;
        private boolean late;

        Answer(Runnable wake) {
            this.wake = wake;
        }

        void is(Outcome said) {
            if (outcome == null) {
                outcome = said;
                wake.run();
            }
        }
    }

    private Outcome await(Node node, Home home, Answer answer, Duration most, Outcome otherwise) throws InterruptedException {
        home.waiting.add(answer);
        agenda.call(most.toNanos() / 1000, node);
        home.waiting.remove(answer);
        Outcome outcome = answer.outcome;
        answer.late = outcome == null;
        return outcome == null ? otherwise : outcome;
    }

    /** A provider on the internet: takes it, asks to come later, or takes so long that nobody knows. */
    private Outcome message(Node node, Installed bell, Ring ring) throws InterruptedException {
        agenda.call(dice.seconds(0.03, 0.6), node);
        World.Weather weather = world.weather();
        if (world.fate().chance(weather.busy())) {
            return new Outcome.RetryLater(Duration.ofSeconds(1 + dice.below(40)), "answered 429");
        }
        if (world.fate().chance(weather.timeouts())) {
            if (dice.chance(0.5)) {
                deliver(bell.owner(), ring.key());
            }
            agenda.call(8 * Dice.SECOND, node);
            return new Outcome.Unknown("it did not answer in time");
        }
        deliver(bell.owner(), ring.key());
        if (world.fate().chance(weather.doubles())) {
            deliver(bell.owner(), ring.key());
        }
        return new Outcome.Taken("answered 202");
    }

    /** The same key again is the same message. */
    private void deliver(String owner, String key) {
        if (delivered.add(key)) {
            agenda.in(dice.seconds(0.1, 3), () -> world.crowd().reads(owner, key));
        }
    }

    /** What an order for a siren should be doing is judged only where nothing was wrong with its home lately. */
    boolean steady(Home home, long since) {
        return home.connected() && home.troubled < since && home.brokenUntil < since;
    }

    List<Home> all() {
        return List.copyOf(homes.values());
    }
}
