package org.wakebell.bench.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One night: houses, homes, people and senders around one database, and whatever goes wrong. Which kinds of trouble
 * there are is drawn anew for every night, so that each also comes alone.
 */
final class World implements Memory.Watcher {

    /** Where a process may die. */
    enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT,
        BEFORE_SEND,
        AFTER_SEND,
        BETWEEN
    }

    /**
     * How bad the world is tonight: probabilities.
     *
     * @param breaks of an order, that the agent's line breaks under it
     * @param busy of a message, that the provider answers 429
     * @param timeouts of a message, that nobody knows whether it was taken
     * @param doubles of anything, that it arrives twice
     * @param losses of a poke or an answer, that it is lost
     * @param slow of a commit, that the disk takes its time
     */
    record Weather(double breaks, double busy, double timeouts, double doubles, double losses, double slow) {
        static Weather drawn(Dice dice) {
            return new Weather(
                    some(dice, 0.05), some(dice, 0.2), some(dice, 0.1), some(dice, 0.15), some(dice, 0.15), some(dice, 0.02));
        }

        /** Nothing gets lost and nothing is slow. */
        boolean calm() {
            return losses == 0 && slow == 0 && breaks == 0;
        }

        private static double some(Dice dice, double most) {
            return dice.chance(0.5) ? dice.random().nextDouble() * most : 0;
        }
    }

    private static final long LONGEST = 30 * Dice.MINUTE;

    private final Memory memory;
    private final Agenda agenda;
    private final Chronicle chronicle;
    private final Town town;
    private final @Nullable Fault fault;
    private final Dice fate;
    private final Dice dice;
    private final Weather weather;
    private final List<Node> nodes = new ArrayList<>();
    private final Street street;
    private final Crowd crowd;
    private final Judge judge;
    private final Set<Integer> deadly = new HashSet<>();
    private final Set<Integer> freezing = new HashSet<>();
    private int points;
    private boolean owedChanged = true;
    private long earliest;
    private boolean duties;
    private @Nullable Node writer;
    private boolean planted;

    World(Memory memory, Agenda agenda, Chronicle chronicle, Town town, long seed, @Nullable Fault fault) {
        this.memory = memory;
        this.agenda = agenda;
        this.chronicle = chronicle;
        this.town = town;
        this.fault = fault;
        Dice all = new Dice(seed);
        this.dice = all.apart();
        this.fate = all.apart();
        this.weather = Weather.drawn(fate);
        this.street = new Street(this, agenda, all.apart(), town);
        this.crowd = new Crowd(this, agenda, all.apart(), town);
        this.judge = new Judge(this, memory, agenda, town, street);
        Dice ties = all.apart();
        long start = Town.DAY.toEpochSecond(ZoneOffset.UTC) * Dice.SECOND + dice.below(24 * 60) * Dice.MINUTE + dice.below(1_000_000);
        agenda.begin(start, ties.random(), this::settled);
        int many = Integer.getInteger("sim.nodes", 1 + dice.below(3));
        for (int n = 0; n < many; n++) {
            nodes.add(new Node(this, memory, agenda, all.apart(), n));
        }
        if (fate.chance(0.6)) {
            for (int n = fate.below(4); n >= 0; n--) {
                deadly.add(fate.below(400));
            }
        }
        if (fate.chance(0.4)) {
            for (int n = fate.below(3); n >= 0; n--) {
                freezing.add(fate.below(400));
            }
        }
    }

    /** @return the first promise that was broken, or null */
    @Nullable String live() {
        chronicle.begin();
        memory.night();
        memory.watched(this, fault);
        for (Node node : nodes) {
            node.start();
        }
        street.all().forEach(street::connect);
        trouble();
        crowd.begin();
        agenda.run(agenda.now() + LONGEST);
        planted = fault != null && (memory.changedByFault() || !fault.inStatements());
        memory.watched(null, null);
        judge.morning(crowd.troubles());
        chronicle.say(agenda.now(), "the night is over after " + points + " points");
        String broken = judge.broken();
        if (broken != null) {
            chronicle.say(agenda.now(), broken);
        }
        return broken;
    }

    private void trouble() {
        if (fate.chance(0.3)) {
            nodes.forEach(node -> step(node, wrong()));
            agenda.in(fate.seconds(60, 600), () -> nodes.forEach(node -> step(node, wrong())));
        }
        if (fate.chance(0.5) && !street.all().isEmpty()) {
            for (int n = fate.below(3); n >= 0; n--) {
                agenda.in(fate.seconds(1, 900), () ->
                        street.disconnect(fate.one(street.all()), agenda.now() + fate.seconds(1, 120)));
            }
        }
        if (fate.chance(0.1) && !street.all().isEmpty()) {
            Street.Home home = fate.one(street.all());
            home.brokenUntil = agenda.now() + fate.seconds(60, 1200);
            home.troubled = home.brokenUntil;
        }
    }

    /** Nodes that share a database go by its time, however wrong their own is; one alone has nobody to ask. */
    private long wrong() {
        return alone() ? fate.seconds(-1, 1) : fate.seconds(-3600, 3600);
    }

    private void step(Node node, long skew) {
        node.skewed(skew);
        agenda.in(fate.seconds(0.5, 2), node, node::measure);
        say("the clock of " + node.name() + " is set: " + skew / 1000 + " ms ahead");
        owed();
        duties = true;
    }

    private void freeze(Node node) {
        if (node.alive()) {
            long until = agenda.now() + fate.seconds(1, 40);
            node.freeze(until);
            judge.unwell(until);
            say(node.name() + " is frozen until " + Chronicle.clock(until));
            for (Street.Home home : street.all()) {
                home.troubled = Math.max(home.troubled, until);
            }
        }
    }

    /** A process may die here, or take its time. */
    void point(Node node, Point point) {
        int mine = points++;
        writer = node;
        if (deadly.contains(mine)) {
            say(node.name() + " dies at point " + mine + ", " + point);
            kill(node);
            throw new Strand.Killed();
        }
        if (freezing.contains(mine) && (point == Point.AFTER_COMMIT || point == Point.BEFORE_SEND)) {
            freeze(node);
            agenda.rest(1, node);
        }
        if (point == Point.AFTER_COMMIT && weather.slow > 0 && fate.chance(weather.slow)) {
            agenda.rest(fate.seconds(0.05, fate.chance(0.1) ? 3 : 0.4), node);
        }
        if (point == Point.BEFORE_SEND) {
            agenda.rest(fate.seconds(0.001, 0.05), node);
        }
    }

    private void kill(Node node) {
        node.die();
        street.died(node);
        long back = fate.seconds(1, fate.chance(0.2) ? 60 : 5);
        judge.unwell(agenda.now() + back);
        agenda.in(back, () -> {
            say(node.name() + " starts");
            node.start();
        });
    }

    // What was written, and who has to look again.

    @Override
    public void committed(boolean pages, boolean owes, boolean orders) {
        if (pages || owes) {
            judge.lookAgain();
        }
        duties |= owes;
        if (orders) {
            street.ordersChanged();
        }
    }

    @Override
    public void owed() {
        owedChanged = true;
    }

    @Override
    public void between() {
        Node node = writer;
        if (node != null) {
            point(node, Point.BETWEEN);
        }
    }

    /** When the earliest duty can be taken, by the nodes' clock. */
    long earliest() {
        if (owedChanged) {
            String found = memory.one(
                    "SELECT min(CASE WHEN claim_until >= due THEN claim_until + 1 ELSE due END) FROM platform_duty WHERE parked_why IS NULL");
            earliest = found.isEmpty() ? Long.MAX_VALUE : Long.parseLong(found);
            owedChanged = false;
        }
        return earliest;
    }

    private void settled() {
        if (owedChanged) {
            long before = earliest;
            long after = earliest();
            if (duties || after != before) {
                for (Node node : nodes) {
                    node.plan(after, node == writer);
                }
            }
            duties = false;
        }
        judge.look();
        if (judge.broken() != null || crowd.done()) {
            agenda.stop();
        }
    }

    // What everybody asks.

    void say(String what) {
        chronicle.say(agenda.now(), what);
    }

    /** A ring's key without the page's long name. */
    String shortly(String key) {
        int dot = key.indexOf('.');
        int end = key.lastIndexOf('.');
        return dot < 0 ? key : judge.number(key.substring(0, dot)) + (end > dot ? key.substring(dot, end) : "");
    }

    @Nullable Node anyNode() {
        List<Node> there = nodes.stream().filter(Node::alive).toList();
        return there.isEmpty() ? null : dice.one(there);
    }

    List<Node> nodes() {
        return nodes;
    }

    boolean alone() {
        return nodes.size() == 1;
    }

    void poke(Node from, String topic) {
        from.house().pokes().poke(topic);
    }

    /** A poke of this node: heard here at once, and a little later by the others, unless it is lost. */
    void poked(Node from, String topic) {
        boolean bell = topic.startsWith("bells/");
        if (bell) {
            street.poked(from, topic);
        }
        if (deaf() || !bell && !topic.equals("duty")) {
            return;
        }
        for (Node node : nodes) {
            if (node != from && node.alive() && !fate.chance(weather.losses)) {
                agenda.in(dice.seconds(0.001, 0.05), node, () -> {
                    if (bell) {
                        street.poked(node, topic);
                    } else {
                        node.plan(earliest(), true);
                    }
                });
            }
        }
    }

    /** The planted mistake: what another node does is never heard of. */
    boolean deaf() {
        return fault == Fault.DROP_POKE;
    }

    /** How long a thread takes to begin. */
    long slowStart() {
        return fate.chance(0.003) ? fate.seconds(0.1, 2) : fate.below(2000);
    }

    Street street() {
        return street;
    }

    Crowd crowd() {
        return crowd;
    }

    Judge judge() {
        return judge;
    }

    Weather weather() {
        return weather;
    }

    Dice fate() {
        return fate;
    }

    /** Whether the planted mistake has found the statement that it changes. */
    boolean planted() {
        return planted;
    }

    int points() {
        return points;
    }

    Instant now() {
        return Node.micros(agenda.now());
    }
}
