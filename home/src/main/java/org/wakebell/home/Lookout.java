package org.wakebell.home;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.wire.Message;

/**
 * Looks for devices when asked, on a thread of its own, one search at a time. It never looks while a bell rings: a
 * siren's server takes one request at a time, and that one has to be the ring. What was asked for meanwhile, or was
 * broken off by a ring, is done when it is quiet again.
 */
final class Lookout {

    /** What is on this network. */
    @FunctionalInterface
    interface Finder {
        /** Takes some seconds; interrupting it ends it. */
        List<Message.Device> look() throws InterruptedException;
    }

    /** Finders bound themselves; this is for one that does not. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final Finder finder;
    private final BooleanSupplier ringing;
    private final Consumer<Message> say;
    private final LongSupplier nanos;
    private boolean wanted;
    private @Nullable Thread looking;
    private long since;

    /** @param say tells the server, if it is there; must not throw */
    Lookout(Finder finder, BooleanSupplier ringing, Consumer<Message> say, LongSupplier nanos) {
        this.finder = finder;
        this.ringing = ringing;
        this.say = say;
        this.nanos = nanos;
    }

    /** A search that is under way serves whoever asks now, too. */
    synchronized void ask() {
        if (looking == null) {
            wanted = true;
        }
        step();
    }

    /** A ring is about to begin. */
    synchronized void giveWay() {
        if (looking != null) {
            wanted = true;
            looking.interrupt();
        }
    }

    /** Once in a while: begins what is wanted as soon as it is quiet, ends what takes too long. */
    synchronized void step() {
        if (looking != null) {
            if (ringing.getAsBoolean()) {
                giveWay();
            } else if (nanos.getAsLong() - since > LONGEST.toNanos()) {
                looking.interrupt();
            }
        } else if (wanted && !ringing.getAsBoolean()) {
            wanted = false;
            since = nanos.getAsLong();
            looking = Thread.ofVirtual().name("search").start(this::look);
        }
    }

    private void look() {
        try {
            List<Message.Device> found = finder.look();
            LOG.info("looked around: {} found", found.size());
            say.accept(new Message.Found(found));
        } catch (InterruptedException e) {
            LOG.info("the search was broken off");
        } catch (RuntimeException e) {
            LOG.error("the search failed", e);
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        looking = null;
    }
}
