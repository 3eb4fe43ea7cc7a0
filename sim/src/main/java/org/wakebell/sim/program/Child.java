package org.wakebell.sim.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program started by us: what it said, and its end. It never outlives this JVM. */
public final class Child implements AutoCloseable {

    private final Process process;
    private final Thread hook;
    private final Thread listener;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private Child(Process process) {
        this.process = process;
        this.hook = new Thread(() -> end(process.toHandle()));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM began to end while the program started: nobody else would end it.
            end(process.toHandle());
            throw e;
        }
        this.listener = Thread.ofVirtual().name("child-" + process.pid()).unstarted(this::listen);
        listener.start();
    }

    /** Starts it in a folder, with exactly these {@code WAKEBELL_} variables. */
    public static Child start(List<String> command, Path folder, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WAKEBELL_"));
        builder.environment().putAll(settings);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("(its output broke off: " + e + ")");
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Everything it has printed so far; once it has ended, to its last word. */
    public String output() {
        if (!alive()) {
            try {
                // Whatever it started may still hold the line open.
                listener.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return String.join("\n", said);
    }

    /** The first line that it prints, or has printed, of this kind. */
    public Optional<String> line(Predicate<String> kind, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<String> found = said.stream().filter(kind).findFirst();
            if (found.isPresent() || System.nanoTime() > until || !process.isAlive() && said.isEmpty()) {
                return found;
            }
            Thread.sleep(20);
        }
    }

    /** SIGKILL: it gets no chance to say good-bye. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + pid() + " survives SIGKILL");
        }
    }

    /** SIGTERM, as Ctrl-C and systemd do it; gives its exit code. */
    public int stop() throws InterruptedException {
        return stop(Duration.ofSeconds(30));
    }

    public int stop(Duration patience) throws InterruptedException {
        // Process.destroy() would also close the line on which it says what it does last.
        process.toHandle().destroy();
        return ended(patience);
    }

    /** The exit code, once it has ended by itself. */
    public int ended(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("process " + pid() + " goes on after " + patience + "; it said:\n" + output());
        }
        return process.exitValue();
    }

    /** SIGSTOP: alive, and does nothing, like a machine that was suspended. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Resident memory in bytes, as Linux counts it; 0 where it does not. */
    public long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-s", name, String.valueOf(pid())).start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -s " + name + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it and whatever it has started, by their numbers. */
    @Override
    public void close() {
        end(process.toHandle());
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending: the hook is what runs
        }
    }

    private static void end(ProcessHandle handle) {
        List<ProcessHandle> tree = handle.descendants().toList();
        handle.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
        handle.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> handle).join();
    }
}
