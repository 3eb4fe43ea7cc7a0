package org.wakebell.sim.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Postgres(Path folder, Path bin, int port) {
        this.folder = folder;
        this.bin = bin;
        this.port = port;
    }

    /** @throws IllegalStateException if Debian's package {@code postgresql} is not installed: tests fail, never skip */
    public static Postgres start() {
        Path bin = binaries();
        try {
            Path folder = Files.createTempDirectory("wakebell-pg-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Postgres postgres = new Postgres(folder, bin, freePort());
            if (root()) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            postgres.as("initdb", "-D", postgres.data(), "-U", "wakebell", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            postgres.boot();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void boot() {
        as("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", folder.resolve("log").toString(), "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                        + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"
                        + " -c shared_buffers=64MB -c timezone=UTC", "start");
        running = true;
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

    private void as(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) {
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
