package org.wakebell.sim.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wakebell.sim.program.Rest;

/** {@code wakebell demo}: reads the words, plays the story, and leaves nothing behind however it ends. */
public final class Demo {

    private static final String HELP = """
            wakebell demo [--once] [--json]
              One night of a small team, in about a minute and a half: a log line, a triager in Seoul, a siren in
              San Francisco. Server and home agent are the real programs; only the siren and the mail server are twins.
              Everything is on free ports and in a temporary folder, and goes when the demo ends.

              --once   plays it through alone, a thumb included, and ends
              --json   one JSON object a line: what, at, said, why
            Without --once it prints where the Board is, waits for you to press "I'm up" (Joe wakes by himself after five
            minutes), and stays until Ctrl-C.

            Exit codes
              0    the siren itself reported that it sounded, and that it stopped after the answer
              1    it did not, or something else went wrong; the last line says what
              2    not understood
              130  stopped with Ctrl-C        143  stopped with TERM
            """;

    private final InstantSource clock = InstantSource.system();
    private final boolean once;
    private final boolean json;
    private final Teller teller;

    private Demo(boolean once, boolean json) {
        this.once = once;
        this.json = json;
        // JSON is UTF-8 whatever the terminal's locale is.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        this.teller = new Teller(out, json, ZoneId.systemDefault());
    }

    /** Gives the exit code. */
    public static int run(List<String> words) throws InterruptedException {
        if (words.contains("--help") || words.contains("-h") || words.contains("help")) {
            System.out.print(HELP);
            return 0;
        }
        for (String word : words) {
            if (!word.equals("--once") && !word.equals("--json")) {
                System.err.println("wakebell demo: no such word: " + word);
                System.err.print(HELP);
                return 2;
            }
        }
        return new Demo(words.contains("--once"), words.contains("--json")).play();
    }

    private int play() throws InterruptedException {
        int code = onStage();
        if (code == 0) {
            teller.tell("over", clock.instant(), "Everything that was started for this is ended; nothing is left behind.");
        }
        return code;
    }

    private int onStage() throws InterruptedException {
        AtomicBoolean told = new AtomicBoolean();
        try (Stage stage = new Stage(clock)) {
            Thread hook = new Thread(() -> {
                told.set(true);
                stage.close();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                begin(stage);
                return 0;
            } catch (IllegalStateException e) {
                if (told.get()) {
                    // Ctrl-C took the programs away under the story; whoever pressed it knows why.
                    new CountDownLatch(1).await();
                }
                String why = String.valueOf(e.getMessage());
                if (json) {
                    teller.tell("failed", clock.instant(), why, "", Map.of());
                }
                System.err.println("wakebell demo: " + why);
                return 1;
            } finally {
                unhook(hook);
            }
        } catch (IOException e) {
            System.err.println("wakebell demo: no temporary folder: " + e.getMessage());
            return 1;
        }
    }

    private void begin(Stage stage) throws InterruptedException {
        teller.chapter("The stage (times are those of " + ZoneId.systemDefault() + ")");
        Duration took = stage.startServer();
        teller.tell("server.up", clock.instant(), "The server is up after " + took.toMillis() / 100 / 10.0 + " s, on SQLite in a temporary folder.");
        teller.tell("board", clock.instant(), "Watch it on the Board: " + stage.server.url() + "/", "", Map.of("url", stage.server.url() + "/"));
        teller.tell("account", clock.instant(), "Sign in as " + stage.email() + " with the password " + stage.password(), "",
                Map.of("email", stage.email(), "password", stage.password()));
        String key = stage.setUp();
        Instant now = clock.instant();
        for (Cast one : List.of(stage.ana, stage.kim, stage.joe, stage.mina)) {
            teller.tell("person", now, one.first() + ": " + one.there(now) + part(stage, one), "", Map.of("name", one.name()));
        }
        stage.hangSiren();
        teller.tell("siren.ready", clock.instant(), "A home agent in Joe's bedroom dialled out to the server and found his siren in order.",
                "the server never reaches into a home; the agent reaches out", Map.of());
        try (Checkout checkout = new Checkout(new Rest(stage.server.url(), key), clock)) {
            new Story(stage, teller, clock, checkout).play(once);
            if (!once) {
                teller.tell("stays", clock.instant(), "All of it is on the Board; look around. Ctrl-C ends the demo and leaves nothing behind.");
                new CountDownLatch(1).await();
            }
        }
    }

    private static String part(Stage stage, Cast one) {
        if (one == stage.ana) {
            return "; judges alerts, may only read production.";
        }
        if (one == stage.joe) {
            return "; on call this week.";
        }
        return one == stage.kim ? "; may change production, not on call." : "; may change production, on call next week.";
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending: the hook is what runs
        }
    }
}
