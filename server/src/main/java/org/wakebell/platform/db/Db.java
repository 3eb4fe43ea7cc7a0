package org.wakebell.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An open database: the writer, the readers and the one history of migrations. */
public final class Db implements AutoCloseable {

    private final Dialect dialect;
    private final DataSource writer;
    private final DataSource reader;
    private final @Nullable Postgres postgres;

    private Db(Dialect dialect, DataSource writer, DataSource reader, @Nullable Postgres postgres) {
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
        this.postgres = postgres;
    }

    /**
     * The embedded database. WAL with synchronous=FULL: what was acknowledged survives power loss (measured: with
     * NORMAL it survives kill -9 only). One writer; readers have their own pool and may not write.
     */
    public static Db sqlite(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=true";
        HikariConfig write = pool("writer", url + "&transaction_mode=IMMEDIATE", 1);
        // Usually checkpoint() was there before: a commit that meets the limit waits for two more fsyncs.
        write.setConnectionInitSql("PRAGMA wal_autocheckpoint = 4000");
        HikariConfig read = pool("reader", url + "&transaction_mode=DEFERRED", 4);
        read.setConnectionInitSql("PRAGMA query_only = 1");
        return new Db(Dialect.SQLITE, keeping(write), keeping(read), null);
    }

    /**
     * PostgreSQL 14 or newer. Refuses a server whose commits are not on disk when they are acknowledged.
     *
     * @param url may name several hosts; the one that is the primary is used
     */
    public static Db postgres(String url, String user, String password) {
        Postgres postgres = new Postgres(url, user, password);
        HikariConfig write = postgres.pool(pool("writer", url, 8));
        HikariConfig read = postgres.pool(pool("reader", url, 6));
        read.setReadOnly(true);
        HikariDataSource writer = new HikariDataSource(write);
        Durability.require(writer);
        return new Db(Dialect.POSTGRES, writer, new HikariDataSource(read), postgres);
    }

    /** A database that somebody else has opened, and closes: the simulation's, in memory. */
    public static Db over(Dialect dialect, DataSource writer, DataSource reader) {
        return new Db(dialect, writer, reader, null);
    }

    private static HikariConfig pool(String name, String url, int size) {
        HikariConfig c = new HikariConfig();
        c.setPoolName(name);
        c.setJdbcUrl(url);
        c.setMaximumPoolSize(size);
        c.setMinimumIdle(size == 1 ? 1 : Math.min(2, size));
        c.setConnectionTimeout(10_000);
        return c;
    }

    private static HikariDataSource keeping(HikariConfig pool) {
        pool.setDataSource(new Kept(new DriverManagerDataSource(pool.getJdbcUrl())));
        return new HikariDataSource(pool);
    }

    /** Brings the schema up to date. One text for both databases; the vendor folder holds foreign tables only. */
    public void migrate() {
        Flyway.configure()
                .dataSource(writer)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor())
                .table("platform_migration")
                // An older server starts on a newer schema: in a rolling upgrade, and on the way back.
                .ignoreMigrationPatterns("*:future", "*:missing")
                .load()
                .migrate();
    }

    private String vendor() {
        return switch (dialect) {
            case SQLITE -> "sqlite";
            case POSTGRES -> "postgresql";
        };
    }

    public Tx tx() {
        return tx(point -> {});
    }

    public Tx tx(Tx.Faults faults) {
        return new Tx(dialect, writer, reader, faults, this::anew);
    }

    /** Where one connection led to a server that is gone or was replaced, the others did, too. */
    void anew() {
        for (DataSource pool : List.of(writer, reader)) {
            if (pool instanceof HikariDataSource hikari) {
                hikari.getHikariPoolMXBean().softEvictConnections();
            }
        }
    }

    /**
     * A connection of one's own, beside the pools; close it.
     *
     * @throws IllegalStateException on the embedded database, which has nobody to share it with
     */
    public Connection alone() throws SQLException {
        if (postgres == null) {
            throw new IllegalStateException("the embedded database has one writer");
        }
        return postgres.alone();
    }

    /** Name and version, for people: {@code SQLite 3.54.1}. */
    public String version() {
        String query = dialect == Dialect.SQLITE ? "SELECT 'SQLite ' || sqlite_version()" : "SELECT 'PostgreSQL ' || current_setting('server_version')";
        return JdbcClient.create(reader).sql(query).query(String.class).single();
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Copies the embedded database's log into its file beside whoever writes: it waits for nobody and nobody for it, and
     * what has been copied no commit has to copy (sqlite.org/wal.html, "Avoiding Excessively Large WAL Files").
     */
    public void checkpoint() {
        if (dialect == Dialect.SQLITE) {
            JdbcClient.create(reader).sql("PRAGMA wal_checkpoint(PASSIVE)").query().listOfRows();
        }
    }

    public DataSource writer() {
        return writer;
    }

    public DataSource reader() {
        return reader;
    }

    @Override
    public void close() {
        for (DataSource source : List.of(reader, writer)) {
            if (source instanceof HikariDataSource pool) {
                pool.close();
            }
        }
    }
}
