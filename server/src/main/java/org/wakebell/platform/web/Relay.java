package org.wakebell.platform.web;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.clock.Sleeper;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Dialect;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.duty.Signal;

/**
 * Carries pokes between nodes by PostgreSQL's LISTEN and NOTIFY. They are sent after the commit and not inside it: a
 * transaction that notifies takes a lock on the whole database while it commits, so every event would wait for every
 * other one; and many pokes of one moment become one. The price is a poke that is lost when a node dies between the two,
 * which is no more than any poke may be. Two connections, one for each direction, so that our own are known by their
 * sender and not heard twice.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final String CHANNEL = "wakebell";

    /** Hears nothing for so long: is anybody there? */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** Topics that may wait for a line; more of them are "everything". */
    private static final int MOST = 1_000;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Db db;
    private final Pokes pokes;
    private final Sleeper sleeper;
    private final boolean shared;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Signal signal = new Signal();
    private final Ear ear = new Ear();
    private final Mouth mouth = new Mouth();

    public Relay(Db db, Pokes pokes, Sleeper sleeper) {
        this.db = db;
        this.pokes = pokes;
        this.sleeper = sleeper;
        this.shared = db.dialect() == Dialect.POSTGRES;
        if (!shared) {
            return;
        }
        pokes.relay(topic -> {
            if (waiting.size() >= MOST) {
                waiting.clear();
                waiting.add(Pokes.EVERYTHING);
            } else {
                waiting.add(topic);
            }
            signal.raise();
        });
    }

    /** They wait inside their steps, so each needs a thread of its own. None on the embedded database. */
    public List<Loop> loops() {
        return shared ? List.of(ear, mouth) : List.of();
    }

    /** Whether this node hears the others just now; if not, it looks by itself every so often. */
    public boolean hears() {
        return !shared || ear.line != null;
    }

    @Override
    public void close() {
        ear.hangUp();
        mouth.hangUp();
    }

    /** One direction: a connection that is opened again, each time a little later, when it broke. */
    private abstract class Line implements Loop {
        volatile @Nullable Connection line;
        private Duration pause = FIRST_PAUSE;

        /** With an open connection. */
        abstract boolean use(Connection open) throws SQLException;

        void opened(Connection open) throws SQLException {}

        @Override
        public Duration rest() {
            return Duration.ofSeconds(1);
        }

        @Override
        public boolean step() throws InterruptedException {
            try {
                Connection open = line;
                if (open == null) {
                    open = db.alone();
                    opened(open);
                    line = open;
                    pause = FIRST_PAUSE;
                }
                return use(open);
            } catch (SQLException e) {
                LOG.info("{}: the line to the database broke and is made anew: {}", name(), e.getMessage());
                hangUp();
                sleeper.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                return true;
            }
        }

        void hangUp() {
            Connection open = line;
            line = null;
            if (open != null) {
                try {
                    open.close();
                } catch (SQLException e) {
                    LOG.debug("closing", e);
                }
            }
        }
    }

    private final class Ear extends Line {
        @Override
        public String name() {
            return "pokes in";
        }

        @Override
        void opened(Connection open) throws SQLException {
            try (Statement listen = open.createStatement()) {
                listen.execute("LISTEN " + CHANNEL);
            }
            // What was said while nobody listened is lost.
            pokes.heard(Pokes.EVERYTHING);
        }

        @Override
        boolean use(Connection open) throws SQLException {
            PGNotification[] heard = open.unwrap(PGConnection.class).getNotifications((int) QUIET.toMillis());
            if (heard == null || heard.length == 0) {
                requirePrimary(open);
                return true;
            }
            int own = mouth.pid;
            for (PGNotification one : heard) {
                if (one.getPID() != own) {
                    pokes.heard(one.getParameter());
                }
            }
            return true;
        }

        /** A primary that became a standby keeps its connections and is silent for ever. */
        private static void requirePrimary(Connection open) throws SQLException {
            try (Statement ask = open.createStatement(); var row = ask.executeQuery("SELECT pg_is_in_recovery()")) {
                if (!row.next() || row.getBoolean(1)) {
                    throw new SQLException("it is a standby now");
                }
            }
        }
    }

    private final class Mouth extends Line {
        private volatile int pid;

        @Override
        public String name() {
            return "pokes out";
        }

        @Override
        public Signal signal() {
            return signal;
        }

        @Override
        void opened(Connection open) throws SQLException {
            pid = open.unwrap(PGConnection.class).getBackendPID();
        }

        @Override
        boolean use(Connection open) throws SQLException {
            Set<String> now = Set.copyOf(waiting);
            if (now.isEmpty()) {
                return false;
            }
            waiting.removeAll(now);
            try (PreparedStatement notify = open.prepareStatement("SELECT pg_notify(?, ?)")) {
                for (String topic : now) {
                    notify.setString(1, CHANNEL);
                    notify.setString(2, topic);
                    notify.execute();
                }
            } catch (SQLException e) {
                // Said again on the next line; to hear it twice is harmless.
                waiting.addAll(now);
                throw e;
            }
            return false;
        }
    }
}
