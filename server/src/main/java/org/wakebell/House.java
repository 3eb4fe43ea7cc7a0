package org.wakebell;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.BellsRoom;
import org.wakebell.bells.Line;
import org.wakebell.bells.MailSettings;
import org.wakebell.bells.PulseSettings;
import org.wakebell.bells.agent.AgentRoom;
import org.wakebell.bells.bedside.BedsideRoom;
import org.wakebell.drivers.Drivers;
import org.wakebell.incident.IncidentRoom;
import org.wakebell.incident.hook.Hooks;
import org.wakebell.intake.IntakeRoom;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.oncall.subscribe.SubscriptionRoom;
import org.wakebell.paging.PagingRoom;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.access.AccessRoom;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.clock.Sleeper;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;
import org.wakebell.pulse.PulseRoom;
import org.wakebell.review.Review;
import org.wakebell.tonight.TonightRoom;
import org.wakebell.triage.TriageRoom;

/**
 * The whole server without its shell: every room, built from the ground up by constructors. Spring serves it in
 * production; stories and simulation build it with a clock of their own and crank its loops by hand.
 */
public final class House {

    /**
     * What the house stands on.
     *
     * @param time by which all of it lives
     * @param node names this process among those that share the database
     * @param hands runs claimed duties
     * @param master 32 bytes, the key of all sealed secrets
     */
    public record Ground(
            Agreed time,
            Sleeper sleeper,
            RandomGenerator random,
            Db db,
            Tx.Faults faults,
            String node,
            Executor hands,
            byte[] master) {}

    /**
     * What reaches out of the house.
     *
     * @param base the server's public address, for links in messages
     * @param drivers the bells that this process rings by itself
     * @param mail null if no mail can be sent
     * @param words what messages say, in two languages
     * @param lines further ways to bells, asked before the house's own
     * @param guard where a call to an address that somebody typed may go
     * @param pulse null if nobody watches from outside
     */
    public record Wires(
            URI base, Drivers drivers, @Nullable MailSettings mail, Words words, List<Line> lines, Guard guard, @Nullable PulseSettings pulse) {

        public Wires {
            lines = List.copyOf(lines);
        }

        /** Watched by nobody. */
        public Wires(URI base, Drivers drivers, @Nullable MailSettings mail, Words words, List<Line> lines, Guard guard) {
            this(base, drivers, mail, words, lines, guard, null);
        }

        /** With no further lines; only the public internet is called. */
        public Wires(URI base, Drivers drivers, @Nullable MailSettings mail, Words words) {
            this(base, drivers, mail, words, List.of(), new Guard(Set.of()));
        }
    }

    /** The topic of {@link Duties#look}. */
    private static final String DUE = "duty";

    private final Ground ground;
    private final Tx tx;
    private final Ids ids;
    private final Duties duties;
    private final Pokes pokes;
    private final Sealer sealer;
    private final PeopleRoom people;
    private final AccessRoom access;
    private final OnCallRoom onCall;
    private final SubscriptionRoom subscribed;
    private final BellsRoom bells;
    private final AgentRoom agents;
    private final BedsideRoom bedside;
    private final PagingRoom paging;
    private final IncidentRoom incident;
    private final TriageRoom triage;
    private final IntakeRoom intake;
    private final TonightRoom tonight;
    private final PulseRoom pulse;
    private final Review review;
    private final Stages stages = new Stages();
    private final List<Loop> loops = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    public House(Ground ground, Wires wires) {
        this.ground = ground;
        Clock clock = ground.time();
        this.tx = ground.db().tx(ground.faults());
        this.ids = new Ids(clock, ground.random());
        this.duties = new Duties(ground.time(), tx, ids, ground.random(), ground.node(), ground.hands());
        this.pokes = new Pokes(tx);
        duties.elsewhere(() -> pokes.poke(DUE));
        pokes.listen(topic -> {
            if (topic.equals(DUE) || topic.equals(Pokes.EVERYTHING)) {
                duties.look();
            }
        });
        this.sealer = new Sealer(ground.master());

        // Rooms, from the ground up: a room knows only those above this line.
        this.people = new PeopleRoom(clock, tx, ids, pokes);
        this.access = new AccessRoom(clock, tx, ids, people);
        this.onCall = new OnCallRoom(clock, tx, ids, duties, pokes, people.people());
        Outbound outbound = new Outbound(clock, wires.guard());
        this.subscribed = new SubscriptionRoom(clock, tx, ids, duties, sealer, outbound, people, onCall);
        this.bells = new BellsRoom(
                clock, tx, ids, duties, pokes, sealer, people.people(), wires.drivers(), ground.node(), wires.mail(), wires.pulse());
        wires.lines().forEach(bells.lines()::register);
        this.agents = new AgentRoom(clock, tx, ids, pokes, sealer, people.people(), people.clocks(), bells.lines(), ground.node());
        this.bedside = new BedsideRoom(clock, tx, pokes, people.clocks(), bells.lines(), bells.setup());
        this.paging = new PagingRoom(
                clock, tx, ids, duties, pokes, stages, sealer, wires.words(), wires.base(), people.people(), onCall.onCall(), bells.bells());
        this.incident = new IncidentRoom(
                clock, tx, ids, duties, pokes, stages, wires.words(), people.people(), paging.paging(),
                new Hooks(clock, tx, ids, duties, people.people(), sealer, outbound, wires.base()));
        this.triage = new TriageRoom(
                clock, tx, ids, duties, pokes, ground.node(), people.people(), paging.paging(), incident.incidents());
        this.intake = new IntakeRoom(clock, tx, ids, pokes, stages, people.people(), triage.triage()::take);
        this.tonight = new TonightRoom(
                clock, tx, duties, pokes, wires.words(), people.people(), people.clocks(), onCall, bells.bells(), paging.paging());

        this.pulse = new PulseRoom(clock, tx, duties, intake.intake(), triage.triage(), bells.bells(), wires.pulse());
        this.review = new Review(clock, tx, incident.history(), paging.paging(), triage.triage());

        // What comes back up goes through hooks, each with exactly one hearer.
        bells.bells().answers(paging.answers());
        bells.ready();
        paging.answersFor(incident.subject());
        paging.answersFor(triage.subject());
        paging.ready();

        furnish(List.of(), access.loops(), people.checks());
        furnish(onCall.kinds(), List.of(), List.of());
        furnish(subscribed.kinds(), List.of(), subscribed.checks());
        furnish(bells.kinds(), bells.loops(), bells.checks());
        furnish(List.of(), agents.loops(), agents.checks());
        furnish(List.of(), bedside.loops(), List.of());
        furnish(paging.kinds(), List.of(), paging.checks());
        furnish(incident.kinds(), List.of(), incident.checks());
        furnish(triage.kinds(), List.of(), List.of());
        furnish(List.of(), intake.loops(), intake.checks());
        furnish(tonight.kinds(), tonight.loops(), tonight.checks());
        furnish(pulse.kinds(), pulse.loops(), pulse.checks());
        loops.addAll(duties.loops());
    }

    /** A room's own kinds of duty, loops and checks. */
    private void furnish(List<DutyKind> kinds, List<Loop> more, List<Check> looks) {
        kinds.forEach(duties::register);
        loops.addAll(more);
        checks.addAll(looks);
    }

    public Ground ground() {
        return ground;
    }

    public Clock clock() {
        return ground.time();
    }

    /** The same, for whoever measures it. */
    public Agreed time() {
        return ground.time();
    }

    public Tx tx() {
        return tx;
    }

    public Ids ids() {
        return ids;
    }

    public Duties duties() {
        return duties;
    }

    public Pokes pokes() {
        return pokes;
    }

    public Sealer sealer() {
        return sealer;
    }

    public PeopleRoom people() {
        return people;
    }

    public AccessRoom access() {
        return access;
    }

    public OnCallRoom onCall() {
        return onCall;
    }

    public SubscriptionRoom subscribed() {
        return subscribed;
    }

    public BellsRoom bells() {
        return bells;
    }

    public BedsideRoom bedside() {
        return bedside;
    }

    public AgentRoom agents() {
        return agents;
    }

    public PagingRoom paging() {
        return paging;
    }

    public IncidentRoom incident() {
        return incident;
    }

    public TriageRoom triage() {
        return triage;
    }

    public IntakeRoom intake() {
        return intake;
    }

    public TonightRoom tonight() {
        return tonight;
    }

    public Review review() {
        return review;
    }

    /** How long the stages of the line took in this process. */
    public Stages stages() {
        return stages;
    }

    /** Everything that runs by itself. */
    public List<Loop> loops() {
        return List.copyOf(loops);
    }

    public List<Check> checks() {
        return List.copyOf(checks);
    }
}
