package org.wakebell.sim.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL cluster of its own in a temporary folder: Debian's binaries, a free port, fsync on, run as user
 * {@code postgres} when the caller is root. It ends when it is closed, and at the latest with this JVM.
 */
public final class Postgres implements AutoCloseable {

    private final Path folder;
    private final Path bin;
    private final int port;
    private volatile boolean running;
    private boolean frozen;

    private Postgres(Path folder, Path bin, int port) {
        this.folder = folder;
        this.bin = bin;
        this.port = port;
    }

    /** @throws IllegalStateException if Debian's package {@code postgresql} is not installed: tests fail, never skip */
    public static Postgres start() {
        Postgres postgres = empty();
        postgres.as("initdb", "-D", postgres.data(), "-U", "wakebell", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        postgres.rewindable();
        postgres.boot();
        return postgres;
    }

    private static Postgres empty() {
        Path bin = binaries();
        try {
            Path folder = Files.createTempDirectory("wakebell-pg-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Postgres postgres = new Postgres(folder, bin, freePort());
            if (root()) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A second cluster that follows this one, streaming. {@link #waitFor} makes commits wait for it. */
    public Postgres standby() {
        Postgres standby = empty();
        as("pg_basebackup", "-D", standby.data(), "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "wakebell", "-R", "-X", "stream", "-c", "fast");
        standby.boot();
        return standby;
    }

    /** From now on no commit is acknowledged before that standby has it on disk, too. */
    public void waitFor(Postgres standby) {
        sql("ALTER SYSTEM SET synchronous_standby_names = '\"" + standby.name() + "\"'");
        sql("SELECT pg_reload_conf()");
        until("the standby keeps up", "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'", "1");
    }

    /** The standby becomes the primary; it waits for nobody. */
    public void promote() {
        as("pg_ctl", "-D", data(), "-w", "-t", "60", "promote");
        sql("ALTER SYSTEM RESET synchronous_standby_names");
        sql("SELECT pg_reload_conf()");
        // What follows it later learns from the checkpoint that the timeline is a new one.
        sql("CHECKPOINT");
    }

    /** SIGKILL: it gets no chance to say good-bye, and comes back only by {@link #follow}. */
    public void kill() {
        long pid = pid();
        signal("KILL");
        running = false;
        frozen = false;
        ProcessHandle.of(pid).ifPresent(process -> {
            try {
                process.onExit().get(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException("PostgreSQL survives SIGKILL", e);
            }
        });
    }

    /** SIGSTOP to all of it: it takes connections and says nothing, as a machine whose disk hangs. */
    public void freeze() {
        frozen = true;
        signal("STOP");
    }

    /** What was a primary comes back as a standby of the one that took its place; what it alone had is gone. */
    public void follow(Postgres primary) {
        as("pg_rewind", "-D", data(), "-R", "--source-server=host=127.0.0.1 port=" + primary.port + " user=wakebell dbname=postgres");
        boot();
    }

    private void boot() {
        as("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", folder.resolve("log").toString(), "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                        + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"
                        + " -c cluster_name=" + name()
                        + " -c shared_buffers=64MB -c timezone=UTC", "start");
        running = true;
    }

    /** What pg_rewind needs, and reads in the file and nowhere else. */
    private void rewindable() {
        try {
            Files.writeString(folder.resolve("data").resolve("postgresql.conf"), "\nwal_log_hints = on\nwal_keep_size = 256MB\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String name() {
        return "pg" + port;
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        List<ProcessHandle> children = postmaster.descendants().toList();
        List<String> command = new ArrayList<>(List.of("kill", "-s", name, String.valueOf(postmaster.pid())));
        // What the postmaster's end does not end by itself: whoever was frozen, too.
        children.forEach(child -> command.add(String.valueOf(child.pid())));
        run(command);
    }

    private void sql(String statement) {
        ask(statement);
    }

    private String ask(String statement) {
        return as("psql", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "wakebell", "-d", "postgres", "-At", "-c", statement).strip();
    }

    private void until(String what, String query, String answer) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!ask(query).equals(answer)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(what + ": not within 30 s");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return "wakebell";
    }

    public int port() {
        return port;
    }

    /** Makes a database, from a template if one is named. */
    public void create(String database, String template) {
        as("psql", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "wakebell", "-d", "postgres", "-q", "-c",
                "CREATE DATABASE " + database + (template.isEmpty() ? "" : " TEMPLATE " + template));
    }

    public void drop(String database) {
        as("psql", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "wakebell", "-d", "postgres", "-q", "-c",
                "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    @Override
    public synchronized void close() {
        if (running) {
            running = false;
            if (frozen) {
                signal("CONT");
            }
            as("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The folder lies in the system's temporary folder; what stays of it is harmless.
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String as(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Path out = Files.createTempFile("wakebell-pg-", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            String said = Files.readString(out);
            Files.delete(out);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path binaries() {
        Path base = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions = Files.exists(base) ? Files.list(base) : Stream.empty()) {
            return versions.map(v -> v.resolve("bin"))
                    .filter(b -> Files.isExecutable(b.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new IllegalStateException(
                            "PostgreSQL is not installed here. On Debian: apt-get install postgresql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
