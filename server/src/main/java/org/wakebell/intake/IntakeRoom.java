package org.wakebell.intake;

import java.util.List;
import java.util.function.Consumer;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.triage.Batch;

/** Puts the room together. The doors of {@code .log} and {@code .alert} are built on {@link #intake()} by the shell. */
public final class IntakeRoom {

    private final Intake intake;
    private final Sources sources;
    private final Committer committer;
    private final Bounds bounds;
    private final Check refusing;
    private final List<Loop> loops;

    /** @param take {@code Triage.take}, called inside the committer's transaction */
    public IntakeRoom(Clock clock, Tx tx, Ids ids, Pokes pokes, Stages stages, People people, Consumer<Batch> take) {
        this(clock, tx, ids, pokes, stages, people, take, Bounds.of(Runtime.getRuntime().maxMemory()));
    }

    IntakeRoom(
            Clock clock, Tx tx, Ids ids, Pokes pokes, Stages stages, People people, Consumer<Batch> take, Bounds bounds) {
        Senders senders = new Senders(tx);
        Tally tally = new Tally(clock, tx);
        this.committer = new Committer(clock, tx, take, bounds.waiting());
        this.bounds = bounds;
        this.refusing = new Refusing(clock, tx);
        this.sources = new Sources(clock, tx, ids, people, senders, pokes);
        this.intake = new Intake(clock, senders, committer, tally, bounds, stages);
        this.loops = List.of(committer, senders, tally);
    }

    public Intake intake() {
        return intake;
    }

    public Sources sources() {
        return sources;
    }

    /** Parts of requests that wait for the disk. */
    int waiting() {
        return committer.waiting();
    }

    public List<Loop> loops() {
        return loops;
    }

    public List<Check> checks() {
        return List.of(new Backlog(), refusing);
    }

    private final class Backlog implements Check {
        @Override
        public String name() {
            return "intake";
        }

        @Override
        public Finding look() {
            int waiting = committer.waiting();
            return waiting <= bounds.waiting() / 2
                    ? Finding.ready("Events are stored as they come.").said("intake.finding.ready")
                    : Finding.degraded(waiting + " requests wait for the disk; senders are told to try again. Look at the disk and the database.")
                            .said("intake.finding.waiting", waiting + "");
        }
    }
}
