package org.wakebell.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.clock.Clock;
import org.wakebell.triage.Batch;

/** What every door does: ask who sends, open a fold for their events, keep it, and only then say OK. */
public final class Intake {

    private static final long PATIENCE_SECONDS = 10;

    private final Clock clock;
    private final Senders senders;
    private final Committer committer;
    private final Tally tally;
    private final Budget budget;

    Intake(Clock clock, Senders senders, Committer committer, Tally tally, Budget budget) {
        this.clock = clock;
        this.senders = senders;
        this.committer = committer;
        this.tally = tally;
        this.budget = budget;
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

    public Fold open(Sender sender) {
        return new Fold(sender, clock.instant());
    }

    /**
     * Returns once everything in the fold is on disk.
     *
     * @throws Busy if it is not, and should be sent again
     * @throws Unkept if sending it again would not help
     */
    public void keep(Fold fold) {
        List<Future<?>> kept = new ArrayList<>(1);
        for (Batch batch : fold.batches()) {
            kept.add(committer.offer(batch));
        }
        for (Future<?> one : kept) {
            await(one);
        }
        if (fold.events() > 0) {
            tally.events(fold.sender(), fold.events(), fold.received());
        }
    }

    private static void await(Future<?> one) {
        try {
            one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Busy("the database is slow");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("the server is stopping");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause != null && Committer.unreachable(cause)) {
                throw new Busy("the database does not answer");
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
}
