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
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;
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

    private final Connection raw;
    private final Map<String, PreparedStatement> kept = new HashMap<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> town = new ArrayList<>();
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

    private Memory(Connection raw) throws SQLException {
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
            Connection raw = DriverManager.getConnection("jdbc:sqlite::memory:");
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
        town.clear();
        for (String table : tables) {
            run("DELETE FROM town." + table);
            if (update("INSERT INTO town." + table + " SELECT * FROM main." + table) > 0) {
                town.add(table);
            }
        }
    }

    /** The town as it was kept, and nothing else. */
    void night() {
        if (open) {
            run("ROLLBACK");
            open = false;
        }
        run("BEGIN");
        for (String table : tables) {
            run("DELETE FROM main." + table);
        }
        for (String table : town) {
            run("INSERT INTO main." + table + " SELECT * FROM town." + table);
        }
        run("COMMIT");
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
        update(sql);
    }

    private PreparedStatement asked(String sql, Object... params) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < params.length; i++) {
            statement.setObject(i + 1, params[i]);
        }
        return statement;
    }

    private int update(String sql) {
        try {
            return prepared(sql).executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
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
        private final List<PreparedStatement> free = new ArrayList<>();
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
            touchesOwed = !select && said.contains("platform_duty");
            touchesPages = !select && said.contains("paging_");
            touchesDuties = !select && said.contains("platform_duty")
                    && (start.startsWith("INSERT") || start.startsWith("DELETE") || said.contains("due = ?,"));
            touchesOrders = !select && said.contains("bells_order");
            fence = fault == Fault.FINISH_BEFORE_EFFECT && said.startsWith("UPDATE platform_duty SET attempts = 0");
        }

        PreparedStatement free() throws SQLException {
            return free.isEmpty()
                    ? (PreparedStatement) Proxy.newProxyInstance(
                            Memory.class.getClassLoader(),
                            new Class<?>[] {PreparedStatement.class},
                            new Prepared(raw.prepareStatement(said)))
                    : free.removeLast();
        }

        private final class Prepared implements InvocationHandler {
            private final PreparedStatement real;
            private @Nullable Object first;

            Prepared(PreparedStatement real) {
                this.real = real;
            }

            @Override
            public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
                String name = method.getName();
                if (name.equals("close")) {
                    real.clearParameters();
                    free.add((PreparedStatement) proxy);
                    return null;
                }
                if (name.equals("getConnection")) {
                    return connection;
                }
                if (fence && name.startsWith("set") && args != null && args.length > 1 && args[0].equals(1)) {
                    first = args[1];
                }
                if (!name.startsWith("execute")) {
                    return called(real, method, args);
                }
                statements++;
                pages |= touchesPages;
                duties |= touchesDuties;
                orders |= touchesOrders;
                owed |= touchesOwed;
                changedByFault |= fence;
                Object result = called(real, method, args);
                if (fence && Integer.valueOf(1).equals(result)) {
                    finishedEarly();
                }
                return result;
            }

            private void finishedEarly() throws SQLException {
                PreparedStatement finish = prepared("UPDATE platform_duty SET parked_why = 'finished before its effect' WHERE id = ?");
                finish.setObject(1, first);
                finish.executeUpdate();
                run("COMMIT");
                open = false;
                if (watcher != null) {
                    watcher.between();
                }
                begin();
            }
        }
    }
}
