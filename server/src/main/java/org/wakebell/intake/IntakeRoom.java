package org.wakebell.intake;

import java.util.List;
import java.util.function.Consumer;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;
import org.wakebell.triage.Batch;

/** Puts the room together. The doors of {@code .log} and {@code .alert} are built on {@link #intake()} by the shell. */
public final class IntakeRoom {

    /** Requests that may wait for the disk. */
    private static final int WAITING = 2_048;

    private final Intake intake;
    private final Sources sources;
    private final Committer committer;
    private final List<Loop> loops;

    /** @param take {@code Triage.take}, called inside the committer's transaction */
    public IntakeRoom(Clock clock, Tx tx, Ids ids, Pokes pokes, People people, Consumer<Batch> take) {
        Senders senders = new Senders(tx);
        Tally tally = new Tally(clock, tx);
        this.committer = new Committer(clock, tx, take, WAITING);
        this.sources = new Sources(clock, tx, ids, people, senders, pokes);
        this.intake = new Intake(clock, senders, committer, tally, new Budget(Runtime.getRuntime().maxMemory() / 4));
        this.loops = List.of(committer, senders, tally);
    }

    public Intake intake() {
        return intake;
    }

    public Sources sources() {
        return sources;
    }

    public List<Loop> loops() {
        return loops;
    }

    public List<Check> checks() {
        return List.of(new Backlog());
    }

    private final class Backlog implements Check {
        @Override
        public String name() {
            return "intake";
        }

        @Override
        public Finding look() {
            int waiting = committer.waiting();
            return waiting < WAITING / 2
                    ? Finding.ready("Events are stored as they come.")
                    : Finding.degraded(waiting + " requests wait for the disk; senders are told to try again. Look at the disk and the database.");
        }
    }
}
