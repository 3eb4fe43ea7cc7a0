package org.wakebell.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wakebell.sim.program.Child;

/** Looks into the JVM of a packaged program from outside, by jcmd and Linux's /proc; the program has no such door of its own. */
public final class Gauge {

    private static final Pattern USED = Pattern.compile("(?m)^(?!.*Metaspace).*total \\d+K, used (\\d+)K");
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private final Child child;

    public Gauge(Child child) {
        this.child = child;
    }

    /** Bytes that are in use right after a full collection. */
    public long heapAfterGc() {
        // The second one takes what the first one's cleaners let go of.
        ask("GC.run");
        ask("GC.run");
        return 1024 * USED.matcher(ask("GC.heap_info")).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
    }

    /** Of the operating system: the JVM's own, its named threads, those that carry virtual ones. */
    public int threads() {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith("Threads:")).mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open files and sockets. */
    public long handles() {
        try (Stream<Path> all = Files.list(proc("fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long residentBytes() {
        return child.residentBytes();
    }

    private Path proc(String what) {
        return Path.of("/proc", String.valueOf(child.pid()), what);
    }

    private String ask(String what) {
        try {
            Process jcmd = new ProcessBuilder(JCMD.toString(), String.valueOf(child.pid()), what).redirectErrorStream(true).start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + what + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The largest of what something measures, once a second, until it is closed. */
    public static final class Most implements AutoCloseable {
        private final Thread watcher;
        private volatile long most;
        private volatile boolean on = true;

        public Most(LongSupplier what) {
            this.watcher = Thread.ofVirtual().start(() -> {
                while (on) {
                    most = Math.max(most, what.getAsLong());
                    try {
                        Thread.sleep(1_000);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
        }

        public long most() {
            return most;
        }

        @Override
        public void close() {
            on = false;
            watcher.interrupt();
        }
    }
}
