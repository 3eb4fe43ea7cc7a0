package org.wakebell.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * How PostgreSQL is reached. What the URL does not say is said here, so that a frozen or replaced server is noticed
 * within seconds: by default the driver waits for ever. The names are those of jdbc.postgresql.org/documentation/use.
 */
record Postgres(String url, String user, String password) {

    /**
     * Written in the URL, each of them wins. Times in seconds, the answer to the question for TLS in milliseconds: a frozen
     * host takes a connection and says nothing more, and whoever signs in has to have time left for the next one.
     */
    static final Map<String, String> UNLESS_SAID = Map.of(
            "targetServerType", "primary",
            "hostRecheckSeconds", "2",
            "connectTimeout", "3",
            "sslResponseTimeout", "3000",
            "loginTimeout", "20",
            "socketTimeout", "10",
            "cancelSignalTimeout", "3",
            "tcpKeepAlive", "true",
            "ApplicationName", "wakebell");

    HikariConfig pool(HikariConfig pool) {
        pool.setUsername(user);
        pool.setPassword(password);
        UNLESS_SAID.forEach(pool::addDataSourceProperty);
        // A door says 503 after this long, and its sender tries again.
        pool.setConnectionTimeout(5_000);
        pool.setValidationTimeout(2_000);
        pool.setKeepaliveTime(30_000);
        pool.setIdleTimeout(120_000);
        pool.setMaxLifetime(600_000);
        // A node that freezes inside a transaction holds its locks: nobody waits for it longer than for its claims.
        pool.setConnectionInitSql("SET idle_in_transaction_session_timeout = '5s'");
        pool.setExceptionOverride(new Dead());
        return pool;
    }

    /** A connection beside the pools, for whoever holds it for good. */
    Connection alone() throws SQLException {
        Properties all = new Properties();
        all.putAll(UNLESS_SAID);
        all.setProperty("user", user);
        all.setProperty("password", password);
        return DriverManager.getConnection(url, all);
    }

    /** The pool itself knows that 08xxx and 57P01 are the end of a connection. A primary that was replaced is one, too. */
    private static final class Dead implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return Trouble.in(e).filter(t -> t == Trouble.GONE || t == Trouble.READ_ONLY).isPresent()
                    ? Override.MUST_EVICT
                    : Override.CONTINUE_EVICT;
        }
    }
}
