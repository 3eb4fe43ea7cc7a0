package org.wakebell.platform.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.wakebell.platform.db.Tx;

/**
 * "Something about this topic changed, look again." A poke carries no facts and may be lost: whoever listens reads
 * the database, now and every 15 seconds anyway. Topics are {@code room/id} or {@code room}.
 */
public final class Pokes {

    /** Not a topic but all of them: pokes of other nodes may have been lost. */
    public static final String EVERYTHING = "*";

    private final Tx tx;
    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> others = topic -> {};

    public Pokes(Tx tx) {
        this.tx = tx;
    }

    /** After the open transaction commits; at once if none is open. */
    public void poke(String topic) {
        if (Tx.isOpen()) {
            tx.afterCommit(() -> send(topic));
        } else {
            send(topic);
        }
    }

    /** The listener must be quick and must not throw. Close what is returned to stop listening. */
    public Subscription listen(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends a listening. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Whoever carries pokes to the other nodes; must be quick. */
    void relay(Consumer<String> relay) {
        others = relay;
    }

    private void send(String topic) {
        others.accept(topic);
        heard(topic);
    }

    /** A poke of this node or of another one. */
    void heard(String topic) {
        listeners.forEach(listener -> listener.accept(topic));
    }
}
