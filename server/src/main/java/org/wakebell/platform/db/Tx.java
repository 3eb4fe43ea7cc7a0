package org.wakebell.platform.db;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions, said in code and not in annotations. {@link #write} uses the writer (on SQLite the one writer, handed
 * out in order of arrival), {@link #read} the reader pool. On PostgreSQL the work may run again after a deadlock or a lost
 * connection, so it must do nothing but SQL: what else is to happen goes to {@link #afterCommit}. A call inside a call joins it; a write inside a read is a
 * mistake and refused. SQL runs only inside one of the two.
 */
public final class Tx {

    /** A place where simulation and crash tests may stop the process. */
    public enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** Called at every point of every writing transaction; does nothing in production. */
    @FunctionalInterface
    public interface Faults {
        void at(Point point);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

    private static final int TRIES = 5;

    /** A connection from the pool may be dead; the one after the next is new. */
    private static final int LOST = 3;

    private record Open(Tx tx, boolean write, List<Runnable> afterCommit) {}

    /** Whether the commit was sent: from then on nobody knows what became of it. */
    private static final class Attempt {
        private boolean committing;
    }

    private static final ThreadLocal<@Nullable Open> OPEN = new ThreadLocal<>();

    private final Dialect dialect;
    private final DataSource writer;
    private final TransactionTemplate writes;
    private final TransactionTemplate reads;
    private final JdbcClient writeClient;
    private final JdbcClient readClient;
    private final @Nullable Semaphore turn;
    private final @Nullable Together together;
    private final Faults faults;
    private final Runnable anew;

    /** @param anew gives up the connections to a server that is gone or was replaced */
    Tx(Dialect dialect, DataSource writer, DataSource reader, Faults faults, Runnable anew) {
        this.dialect = dialect;
        this.writer = writer;
        this.writes = new TransactionTemplate(new DataSourceTransactionManager(writer));
        this.reads = new TransactionTemplate(new DataSourceTransactionManager(reader));
        this.writeClient = JdbcClient.create(writer);
        this.readClient = JdbcClient.create(reader);
        // The pool of one connection is not fair: its last user may take it again past those who wait.
        this.turn = dialect == Dialect.SQLITE ? new Semaphore(1, true) : null;
        this.together = turn == null ? null : new Together(this::commit);
        this.faults = faults;
        this.anew = anew;
    }

    public Dialect dialect() {
        return dialect;
    }

    public <T extends @Nullable Object> T write(Supplier<T> work) {
        Open open = OPEN.get();
        if (open != null) {
            if (!open.write || open.tx != this) {
                throw new IllegalStateException("a write inside a read");
            }
            return work.get();
        }
        for (int tries = 1; ; tries++) {
            Attempt attempt = new Attempt();
            try {
                return once(work, attempt);
            } catch (ConcurrencyFailureException e) {
                // PostgreSQL breaks a deadlock by failing one side; nothing of it was kept, so it is simply done again.
                if (tries == TRIES) {
                    throw e;
                }
                LOG.info("a transaction met another one and is done again: {}", e.getMessage());
            } catch (RuntimeException e) {
                if (!lost(e) || attempt.committing || tries >= LOST) {
                    throw e;
                }
                LOG.info("a transaction lost its connection and is done again: {}", e.getMessage());
            }
        }
    }

    /** The connection led to a server that is gone or was replaced; the next one leads elsewhere. */
    private boolean lost(RuntimeException e) {
        Trouble trouble = Trouble.in(e).orElse(null);
        if (dialect == Dialect.SQLITE || trouble != Trouble.GONE && trouble != Trouble.READ_ONLY) {
            return false;
        }
        anew.run();
        // No connection at all: whoever asks waited for one already.
        return !(e instanceof CannotCreateTransactionException);
    }

    /**
     * The same as {@link #write}, for work of which much comes at once: on SQLite the fsync is shared with whoever else
     * waits for the writer this way. The work may run on another caller's thread, and holds no lock while it waits.
     */
    // What comes back is what this very work gave, null or not.
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T extends @Nullable Object> T together(Supplier<T> work) {
        if (together == null || OPEN.get() != null) {
            return write(work);
        }
        Together.Part part = new Together.Part(work);
        T value = (T) together.commit(part);
        faults.at(Point.AFTER_COMMIT);
        runAll(part.after());
        return value;
    }

    public void together(Runnable work) {
        this.<@Nullable Object>together(() -> {
            work.run();
            return null;
        });
    }

    /** All parts in one transaction of the one writer. One alone is a transaction like any other. */
    private void commit(Supplier<List<Together.Part>> whose) {
        if (turn == null) {
            throw new IllegalStateException("only the embedded database has turns");
        }
        turn.acquireUninterruptibly();
        try {
            List<Together.Part> parts = whose.get();
            if (parts.isEmpty()) {
                return;
            }
            writes.execute(status -> {
                if (parts.size() == 1) {
                    run(parts.getFirst());
                } else {
                    parts.forEach(this::apart);
                }
                faults.at(Point.BEFORE_COMMIT);
                return parts;
            });
        } finally {
            turn.release();
        }
    }

    private void run(Together.Part part) {
        List<Runnable> after = new ArrayList<>();
        OPEN.set(new Open(this, true, after));
        try {
            part.run(after);
        } finally {
            OPEN.remove();
        }
    }

    /** Behind a savepoint: its failure takes back its own work alone, unless the database is at fault. */
    private void apart(Together.Part part) {
        writeClient.sql("SAVEPOINT part").update();
        try {
            run(part);
        } catch (RuntimeException | StackOverflowError e) {
            if (Trouble.in(e).isPresent()) {
                throw e;
            }
            writeClient.sql("ROLLBACK TO part").update();
            part.threw(e);
        }
        writeClient.sql("RELEASE part").update();
    }

    private <T extends @Nullable Object> T once(Supplier<T> work, Attempt attempt) {
        List<Runnable> after = new ArrayList<>();
        T result;
        if (turn != null) {
            turn.acquireUninterruptibly();
        }
        OPEN.set(new Open(this, true, after));
        try {
            result = writes.execute(status -> {
                T value = work.get();
                faults.at(Point.BEFORE_COMMIT);
                attempt.committing = true;
                return value;
            });
        } finally {
            OPEN.remove();
            if (turn != null) {
                turn.release();
            }
        }
        faults.at(Point.AFTER_COMMIT);
        runAll(after);
        return result;
    }

    public void write(Runnable work) {
        this.<@Nullable Object>write(() -> {
            work.run();
            return null;
        });
    }

    public <T extends @Nullable Object> T read(Supplier<T> work) {
        if (OPEN.get() != null) {
            return work.get();
        }
        for (int tries = 1; ; tries++) {
            OPEN.set(new Open(this, false, List.of()));
            try {
                return reads.execute(status -> work.get());
            } catch (RuntimeException e) {
                if (!lost(e) || tries >= LOST) {
                    throw e;
                }
            } finally {
                OPEN.remove();
            }
        }
    }

    /** A statement on the transaction that is open on this thread. */
    public JdbcClient.StatementSpec sql(String text) {
        return (open().write ? writeClient : readClient).sql(text);
    }

    /** The plain connection of the open writing transaction, for batches on the hot path. Do not close it. */
    public Connection connection() {
        if (!open().write) {
            throw new IllegalStateException("only a write hands out its connection");
        }
        return DataSourceUtils.getConnection(writer);
    }

    /** Runs once the open transaction has committed, on this thread, in order; never if it rolls back. */
    public void afterCommit(Runnable action) {
        Open open = open();
        if (!open.write) {
            throw new IllegalStateException("a read does not commit");
        }
        open.afterCommit.add(action);
    }

    public static boolean isOpen() {
        return OPEN.get() != null;
    }

    /** For whatever talks to the outside: a slow peer must never hold a transaction open. */
    public static void refuseInside(String what) {
        if (isOpen()) {
            throw new IllegalStateException(what + " inside a transaction");
        }
    }

    private static Open open() {
        Open open = OPEN.get();
        if (open == null) {
            throw new IllegalStateException("no transaction is open");
        }
        return open;
    }

    /** The commit stands whatever these do, so a failure here must not look like a failed write. */
    private static void runAll(List<Runnable> actions) {
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("after a commit", e);
            }
        }
    }
}
