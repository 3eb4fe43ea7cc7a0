package org.wakebell.platform.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that keep their prepared statements for whoever asks for the same text again: SQLite's driver would have it
 * parsed and planned each time, PostgreSQL's does this by itself. Who prepares and closes notices nothing; a statement is
 * with one borrower at a time, and one that failed is not kept.
 */
final class Kept extends DelegatingDataSource {

    /** Statements of one connection, the ones used last. */
    private static final int MOST = 200;

    Kept(DataSource source) {
        super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new Lender(super.getConnection()));
    }

    /** Seconds; the pool waits so long for its own threads when it is closed. */
    @Override
    public int getLoginTimeout() {
        return 5;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Kept.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object pass(Object target, Method method, Object @Nullable [] with) throws Throwable {
        try {
            return method.invoke(target, with);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** A connection and what it keeps. Like any connection, it is with one thread at a time. */
    private static final class Lender implements InvocationHandler {

        private final Connection connection;
        private final SequencedMap<String, PreparedStatement> kept = new LinkedHashMap<>();

        Lender(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] with) throws Throwable {
            if (method.getName().equals("prepareStatement") && with != null && with.length == 1) {
                return lend((String) with[0]);
            }
            if (method.getName().equals("close")) {
                for (PreparedStatement statement : kept.values()) {
                    statement.close();
                }
                kept.clear();
            }
            return pass(connection, method, with);
        }

        private PreparedStatement lend(String sql) throws SQLException {
            PreparedStatement statement = kept.remove(sql);
            return proxy(PreparedStatement.class, new Lent(this, sql, statement == null ? connection.prepareStatement(sql) : statement));
        }

        void back(String sql, PreparedStatement statement) throws SQLException {
            PreparedStatement twin = kept.put(sql, statement);
            if (twin != null) {
                twin.close();
            }
            Map.Entry<String, PreparedStatement> oldest = kept.size() > MOST ? kept.pollFirstEntry() : null;
            if (oldest != null) {
                oldest.getValue().close();
            }
        }
    }

    /** A statement with a borrower. */
    private static final class Lent implements InvocationHandler {

        private final Lender lender;
        private final String sql;
        private final PreparedStatement statement;
        private @Nullable ResultSet rows;
        /** It failed, or may stand in the middle of its rows: not for anybody else. */
        private boolean spent;
        private boolean returned;

        Lent(Lender lender, String sql, PreparedStatement statement) {
            this.lender = lender;
            this.sql = sql;
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] with) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    giveBack();
                    return null;
                }
                case "isClosed" -> {
                    return returned;
                }
                case "execute" -> spent = true;
                default -> {}
            }
            if (returned) {
                throw new SQLException("this statement is closed");
            }
            try {
                Object result = pass(statement, method, with);
                if (result instanceof ResultSet found) {
                    rows = found;
                }
                return result;
            } catch (SQLException e) {
                spent = true;
                throw e;
            }
        }

        private void giveBack() throws SQLException {
            if (returned) {
                return;
            }
            returned = true;
            if (spent) {
                statement.close();
                return;
            }
            if (rows != null) {
                rows.close();
            }
            // Forgets the values, too. clearParameters() tells SQLite of it, which then plans the statement anew.
            statement.clearBatch();
            lender.back(sql, statement);
        }
    }
}
