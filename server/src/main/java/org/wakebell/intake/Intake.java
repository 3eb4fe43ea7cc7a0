package org.wakebell.intake;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.vital.Stages.Stage;

/** What every door does: ask who sends, open a fold for their events, keep it, and only then say OK. */
public final class Intake {

    private final Clock clock;
    private final Senders senders;
    private final Committer committer;
    private final Tally tally;
    private final Pace pace;
    private final Budget budget;
    private final Bounds bounds;
    private final Stages stages;

    Intake(Clock clock, Senders senders, Committer committer, Tally tally, Bounds bounds, Stages stages) {
        this.clock = clock;
        this.senders = senders;
        this.committer = committer;
        this.tally = tally;
        this.pace = new Pace(clock);
        this.budget = new Budget(bounds.bodies());
        this.bounds = bounds;
        this.stages = stages;
    }

    /**
     * The source that this key belongs to, or null; then the refusal is remembered, with its source if it can be told.
     *
     * @param from the sender's address, for people
     */
    public @Nullable Sender admit(String key, String from) {
        Sender sender = key.isEmpty() ? null : senders.with(key);
        if (sender == null) {
            String shown = key.length() > Sources.PREFIX ? key.substring(0, Sources.PREFIX) + "…" : key;
            tally.refused(senders.formerly(key), key.isEmpty() ? "no key" : "unknown or retired key " + shown, from);
        }
        return sender;
    }

    public void refused(@Nullable Sender sender, String why, String from) {
        tally.refused(sender == null ? "" : sender.source().id(), why, from);
    }

    /**
     * Before a request of this sender is read any further.
     *
     * @throws TooFast if its source has sent more than it may
     */
    public void pace(Sender sender) {
        pace.look(sender.source());
    }

    /** The sender was told to come again later; counted apart, because Health shows it. */
    void limited(@Nullable Sender sender, String why, String from) {
        tally.limited(sender == null ? "" : sender.source().id(), why, from);
    }

    public Fold open(Sender sender) {
        return new Fold(sender, clock.instant(), clock.nanos());
    }

    /**
     * Returns once everything in the fold is on disk.
     *
     * @throws Busy if it is not, and should be sent again
     * @throws Unkept if sending it again would not help
     */
    public void keep(Fold fold) {
        stages.took(Stage.GRADED, since(fold.begun()));
        for (Future<?> one : committer.offer(fold.batches())) {
            await(one);
        }
        if (fold.events() > 0) {
            pace.took(fold.sender().source(), fold.events());
            tally.events(fold.sender(), fold.events(), fold.received());
        }
        stages.took(Stage.ACCEPTED, since(fold.begun()));
    }

    /**
     * Hands in the events of a sender inside the house, who does not wait but looks later whether they arrived.
     *
     * @throws Busy if too many are waiting already
     */
    public void offer(Fold fold) {
        committer.offer(fold.batches());
    }

    private Duration since(long begun) {
        return Duration.ofNanos(clock.nanos() - begun);
    }

    private void await(Future<?> one) {
        try {
            one.get(bounds.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Busy("the database is slow; it may have been kept, send it again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("the server is stopping; it may have been kept, send it again");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause != null && Committer.unreachable(cause)) {
                throw new Busy("the database takes nothing just now; send it again");
            }
            throw new Unkept(cause);
        }
    }

    Clock clock() {
        return clock;
    }

    Budget budget() {
        return budget;
    }

    Bounds bounds() {
        return bounds;
    }
}
