package org.wakebell.bench.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Dialect;

/**
 * One SQLite in memory that all houses of a night share, over one connection: only one of them runs at a time, and
 * never stops within a transaction. Migrated once; a night begins with a copy of its town's rows. Statements are kept
 * prepared, and a planted mistake changes them here.
 */
final class Memory implements AutoCloseable {

    /** Told of what the judge or the scheduler may have to look at again. */
    interface Watcher {
        /** A transaction was committed. */
        void committed(boolean pages, boolean duties, boolean orders);

        /** The same, if any row of what is owed was written. */
        void owed();

        /** A planted mistake has committed a duty's end without its effect: the place for a crash. */
        void between();
    }

    /** The one table that a statement writes. */
    private static final Pattern WRITES = Pattern.compile("(?:INSERT INTO|UPDATE|DELETE FROM)\\s+(\\w+)");

    private final SQLiteConnection raw;
    private final Map<String, PreparedStatement> kept = new HashMap<>();
    private final List<String> tables = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private final Db db;
    private @Nullable Watcher watcher;
    private @Nullable Fault fault;
    private boolean changedByFault;
    private boolean open;
    private boolean pages;
    private boolean duties;
    private boolean orders;
    private boolean owed;
    private long statements;

    private Memory(SQLiteConnection raw) throws SQLException {
        this.raw = raw;
        try (Statement sql = raw.createStatement()) {
            try (ResultSet all = sql.executeQuery(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'platform_migration' ORDER BY name")) {
                while (all.next()) {
                    tables.add(all.getString(1));
                }
            }
            sql.execute("ATTACH ':memory:' AS town");
            for (String table : tables) {
                sql.execute("CREATE TABLE town." + table + " AS SELECT * FROM main." + table);
            }
        }
        this.db = Db.over(Dialect.SQLITE, new Source(true), new Source(false));
    }

    static Memory migrated() {
        try {
            Path folder = Files.createTempDirectory("wakebell-simulate-");
            Path file = folder.resolve("empty.db");
            try (Db empty = Db.sqlite(file)) {
                empty.migrate();
            }
            SQLiteConnection raw = new JDBC4Connection("jdbc:sqlite::memory:", ":memory:", new Properties());
            try (Statement sql = raw.createStatement()) {
                sql.executeUpdate("restore from " + file);
            }
            try (var left = Files.list(folder)) {
                for (Path path : left.toList()) {
                    Files.delete(path);
                }
            }
            Files.delete(folder);
            return new Memory(raw);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Db db() {
        return db;
    }

    /** From now on, until the next call. */
    void watched(@Nullable Watcher by, @Nullable Fault planted) {
        if (planted != fault) {
            forget();
        }
        watcher = by;
        fault = planted;
        changedByFault = false;
    }

    /** Whether the planted mistake has found its statement. */
    boolean changedByFault() {
        return changedByFault;
    }

    long statements() {
        return statements;
    }

    /** No rows at all but those that migrations write. */
    void empty() {
        for (String table : tables) {
            run("DELETE FROM main." + table);
        }
        run("INSERT INTO main.incident_counter (id, last) VALUES (1, 0) ON CONFLICT DO NOTHING");
        run("INSERT INTO main.people_stamp SELECT 1, '' WHERE NOT EXISTS (SELECT 1 FROM main.people_stamp)");
    }

    /** Keeps the rows that are there now as the town's. */
    void keepTown() {
        for (String table : tables) {
            run("DELETE FROM town." + table);
            run("INSERT INTO town." + table + " SELECT * FROM main." + table);
        }
    }

    /** The town as it was kept, and nothing else: what the last night wrote is taken back. */
    void night() {
        if (open) {
            run("ROLLBACK");
            open = false;
        }
        run("BEGIN");
        for (String table : tables) {
            if (written.contains(table)) {
                run("DELETE FROM main." + table);
                run("INSERT INTO main." + table + " SELECT * FROM town." + table);
            }
        }
        run("COMMIT");
        written.clear();
    }

    /** One row of a query for the judge, outside any transaction. */
    interface Row {
        void at(ResultSet row) throws SQLException;
    }

    void each(String sql, Row row, Object... params) {
        if (open) {
            throw new IllegalStateException("looked at within a transaction");
        }
        try (ResultSet all = asked(sql, params).executeQuery()) {
            while (all.next()) {
                row.at(all);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value, or empty. */
    String one(String sql, Object... params) {
        if (open) {
            throw new IllegalStateException("looked at within a transaction");
        }
        try {
            try (ResultSet found = asked(sql, params).executeQuery()) {
                return found.next() ? Objects.requireNonNullElse(found.getString(1), "") : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) {
        try {
            prepared(sql).executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private PreparedStatement asked(String sql, Object... params) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < params.length; i++) {
            statement.setObject(i + 1, params[i]);
        }
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            statement = raw.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return statement;
    }

    private void forget() {
        try {
            for (PreparedStatement statement : kept.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        kept.clear();
    }

    @Override
    public void close() {
        forget();
        try {
            raw.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // What a house sees of it.

    private final class Source extends AbstractDataSource {
        private final Connection connection;

        Source(boolean writes) {
            this.connection = (Connection) Proxy.newProxyInstance(
                    Memory.class.getClassLoader(), new Class<?>[] {Connection.class}, new Lent(writes));
        }

        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) {
            return connection;
        }
    }

    /** A connection: a reader's needs no transaction, because nobody else runs meanwhile. */
    private final class Lent implements InvocationHandler {
        private final boolean writes;
        private boolean auto = true;
        private final Map<String, Ready> ready = new HashMap<>();

        Lent(boolean writes) {
            this.writes = writes;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
            return switch (method.getName()) {
                case "prepareStatement" -> statement(proxy, (String) Objects.requireNonNull(args)[0]);
                case "getAutoCommit" -> auto;
                case "setAutoCommit" -> {
                    auto = (Boolean) Objects.requireNonNull(args)[0];
                    if (writes && !auto) {
                        begin();
                    }
                    yield null;
                }
                case "commit" -> {
                    if (writes) {
                        commit();
                    }
                    yield null;
                }
                case "rollback" -> {
                    if (writes) {
                        rollback();
                    }
                    yield null;
                }
                case "close", "setReadOnly" -> null;
                case "isClosed", "isReadOnly" -> false;
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == Objects.requireNonNull(args)[0];
                default -> called(raw, method, args);
            };
        }

        private Object statement(Object connection, String sql) throws SQLException {
            Ready known = ready.get(sql);
            if (known == null || known.fault != fault) {
                String said = sql;
                if (writes && fault != null) {
                    said = fault.changed(sql);
                }
                known = new Ready(said, fault, (Connection) connection);
                ready.put(sql, known);
            }
            if (!known.said.equals(sql)) {
                changedByFault = true;
            }
            return known.free();
        }
    }

    private void begin() {
        if (open) {
            throw new IllegalStateException("two transactions at once");
        }
        run("BEGIN");
        open = true;
        pages = false;
        duties = false;
        orders = false;
        owed = false;
    }

    private void commit() {
        run("COMMIT");
        open = false;
        if (watcher != null) {
            if (owed) {
                watcher.owed();
            }
            watcher.committed(pages, duties, orders);
        }
    }

    private void rollback() {
        if (open) {
            run("ROLLBACK");
            open = false;
        }
    }

    private static @Nullable Object called(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }

    /** One statement's text, what it touches, and prepared copies of it: more than one only where one is still read. */
    private final class Ready {
        final String said;
        final @Nullable Fault fault;
        private final Connection connection;
        private final List<Prepared> free = new ArrayList<>();
        private final String writes;
        private final boolean touchesPages;
        private final boolean touchesDuties;
        private final boolean touchesOrders;
        private final boolean touchesOwed;
        private final boolean fence;

        Ready(String said, @Nullable Fault fault, Connection connection) {
            this.said = said;
            this.fault = fault;
            this.connection = connection;
            String start = said.stripLeading();
            boolean select = start.startsWith("SELECT");
            Matcher into = WRITES.matcher(start);
            writes = !select && into.find() ? into.group(1) : "";
            touchesOwed = !select && said.contains("platform_duty");
            touchesPages = !select && said.contains("paging_");
            touchesDuties = !select && said.contains("platform_duty")
                    && (start.startsWith("INSERT") || start.startsWith("DELETE") || said.contains("due = ?,"));
            touchesOrders = !select && said.contains("bells_order");
            fence = fault == Fault.FINISH_BEFORE_EFFECT && said.startsWith("UPDATE platform_duty SET attempts = 0");
        }

        PreparedStatement free() throws SQLException {
            return free.isEmpty() ? new Prepared(this) : free.removeLast();
        }

        private void runs() {
            statements++;
            pages |= touchesPages;
            duties |= touchesDuties;
            orders |= touchesOrders;
            owed |= touchesOwed;
            changedByFault |= fence;
            if (!writes.isEmpty()) {
                written.add(writes);
            }
        }

        private void finishedEarly(Object id) throws SQLException {
            PreparedStatement finish = prepared("UPDATE platform_duty SET parked_why = 'finished before its effect' WHERE id = ?");
            finish.setObject(1, id);
            finish.executeUpdate();
            run("COMMIT");
            open = false;
            if (watcher != null) {
                watcher.between();
            }
            begin();
        }
    }

    /** A statement that is never closed: it goes back to where the next one who says the same finds it. */
    private final class Prepared extends JDBC4PreparedStatement {
        private final Ready of;

        Prepared(Ready of) throws SQLException {
            super(raw, of.said);
            this.of = of;
        }

        @Override
        public Connection getConnection() {
            return of.connection;
        }

        @Override
        public ResultSet executeQuery() throws SQLException {
            of.runs();
            return super.executeQuery();
        }

        @Override
        public int executeUpdate() throws SQLException {
            of.runs();
            Object first = of.fence ? batch[0] : "";
            int rows = super.executeUpdate();
            if (of.fence && rows == 1) {
                of.finishedEarly(first);
            }
            return rows;
        }

        @Override
        public boolean execute() throws SQLException {
            of.runs();
            return super.execute();
        }

        @Override
        public int[] executeBatch() throws SQLException {
            of.runs();
            return super.executeBatch();
        }

        @Override
        public void close() throws SQLException {
            // Forgets the values, too. clearParameters() tells SQLite of it, which then plans the statement anew.
            clearBatch();
            of.free.add(this);
        }
    }
}
