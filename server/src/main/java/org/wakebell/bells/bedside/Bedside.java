package org.wakebell.bells.bedside;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Lines;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Actor;
import org.wakebell.people.Clocks;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/** Bedside pages: what each last said of itself, what should sound on it, and what is pressed on it. */
public final class Bedside {

    static final String KIND = "bedside";

    /** Of one person; more are forgotten ones. */
    private static final int MOST = 20;

    /** A page that said nothing for so long is not there. */
    static final Duration SILENT = Duration.ofSeconds(30);

    static final Outcome TOLD = new Outcome.Taken("the page was told");

    private record Hush(String bell, CompletableFuture<Outcome> told, Instant since) {}

    /** @param why a sentence; {@code since} of this state */
    record State(boolean armed, String why, Instant beat, Instant since) {}

    private final Clock clock;
    private final Tx tx;
    private final Pokes pokes;
    private final Clocks clocks;
    private final Lines lines;
    private final BellSetup setup;
    private final Map<String, CompletableFuture<Outcome>> rings = new ConcurrentHashMap<>();
    private final Map<String, Hush> hushes = new ConcurrentHashMap<>();

    Bedside(Clock clock, Tx tx, Pokes pokes, Clocks clocks, Lines lines, BellSetup setup) {
        this.clock = clock;
        this.tx = tx;
        this.pokes = pokes;
        this.clocks = clocks;
        this.lines = lines;
        this.setup = setup;
    }

    /** The topic that the page listens to. */
    public static String topic(String bell) {
        return "bedside/" + bell;
    }

    /** A bell that a device may be. */
    public record Device(String bell, String name, boolean armed) {}

    /** This person's bedside bells that are switched on. */
    List<Device> devices(Actor by) {
        return setup.of(by, by.person()).stream()
                .filter(bell -> bell.kind().equals(KIND) && bell.on())
                .map(bell -> new Device(bell.id(), bell.label(), check(bell.id()).state() == Health.State.READY))
                .toList();
    }

    /**
     * The bell that this device is. Every device is one of its own, so that one which fell asleep is not taken for well
     * because another beats.
     *
     * @param bell which it was before, or empty; one that was removed meanwhile is made anew
     * @param name of a new one
     */
    Device arm(Actor by, String bell, String name) {
        List<BellSetup.View> mine = setup.of(by, by.person()).stream().filter(b -> b.kind().equals(KIND)).toList();
        for (BellSetup.View b : mine) {
            if (b.id().equals(bell)) {
                if (!b.on()) {
                    throw Refusal.conflict("This device's bell is switched off. Switch it on where your bells are listed, then arm again.");
                }
                return new Device(b.id(), b.label(), false);
            }
        }
        if (mine.size() >= MOST) {
            throw Refusal.conflict("You have " + MOST + " bedside devices. Remove one that you no longer use where your bells are listed.");
        }
        String label = name.isBlank() ? "Bedside page" : name.strip();
        String id = setup.add(by, new BellSetup.Draft(by.person(), KIND, label, "", Map.of(), new Secret(""), 100));
        return new Device(id, label, false);
    }

    /** @throws Refusal if it is not a bedside bell of this person */
    Installed own(Actor by, String bell) {
        return lines.bell(bell)
                .filter(b -> b.kind().equals(KIND) && b.owner().equals(by.person()))
                .orElseThrow(() -> Refusal.missing("There is no such bedside page of yours. Open /bedside anew."));
    }

    /** What the device says of the time, if its page is new enough to say it. */
    void clock(Installed bell, Beat beat) {
        String zone = beat.zone();
        Integer minutes = beat.offsetMinutes();
        if (zone != null && minutes != null && Math.abs(minutes) < 24 * 60) {
            clocks.said(bell.owner(), "bedside/" + bell.id(), "The bedside page", zone, 60 * minutes);
        }
    }

    /** Remembers a beat; a change is told to the room at once. */
    void beat(String bell, Beat beat) {
        Instant now = clock.instant();
        String off = beat.off();
        boolean armed = off.isEmpty();
        String why = armed ? beat.on() : off;
        tx.write(() -> {
            boolean before = state(bell).filter(s -> s.armed).isPresent();
            tx.sql("""
                            INSERT INTO bells_bedside (bell, armed, why, beat, since) VALUES (?, ?, ?, ?, ?)
                            ON CONFLICT (bell) DO UPDATE SET
                              since = CASE WHEN bells_bedside.armed = excluded.armed THEN bells_bedside.since ELSE excluded.since END,
                              armed = excluded.armed, why = excluded.why, beat = excluded.beat
                            """)
                    .params(bell, armed, why, Micros.of(now), Micros.of(now))
                    .update();
            if (before != armed) {
                lines.checked(bell, health(armed, why, now));
            }
        });
    }

    Optional<State> state(String bell) {
        return tx.read(() -> tx.sql("SELECT armed, why, beat, since FROM bells_bedside WHERE bell = ?")
                .params(bell)
                .query((row, i) -> new State(
                        row.getBoolean("armed"),
                        row.getString("why"),
                        Micros.instant(row, "beat"),
                        Micros.instant(row, "since")))
                .optional());
    }

    /** Armed, and heard of lately. */
    Health check(String bell) {
        Instant now = clock.instant();
        State state = state(bell).orElse(null);
        if (state == null) {
            return health(false, "The bedside page was never armed. Open /bedside on the device beside the bed.", now);
        }
        if (state.armed && state.beat.isBefore(now.minus(SILENT))) {
            return health(false, silent(state.beat), now);
        }
        return health(state.armed, state.why, now);
    }

    /** Marks pages whose beats stopped; true for the node that did. */
    List<String> unarmSilent() {
        Instant now = clock.instant();
        long before = Micros.of(now.minus(SILENT));
        List<String> silent = tx.read(() -> tx.sql("SELECT bell FROM bells_bedside WHERE armed = ? AND beat < ? ORDER BY bell")
                .params(true, before)
                .query(String.class)
                .list());
        for (String bell : silent) {
            tx.write(() -> {
                Instant last = state(bell).map(State::beat).orElse(now);
                int rows = tx.sql("UPDATE bells_bedside SET armed = ?, why = ?, since = ? WHERE bell = ? AND armed = ? AND beat < ?")
                        .params(false, silent(last), Micros.of(now), bell, true, before)
                        .update();
                if (rows == 1) {
                    lines.checked(bell, health(false, silent(last), now));
                }
            });
        }
        return silent;
    }

    private static String silent(Instant last) {
        return "The bedside page is not heard since " + last.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + ". Wake the device, open /bedside on it and tap Arm.";
    }

    private static Health health(boolean armed, String why, Instant now) {
        return new Health(armed ? Health.State.READY : Health.State.NOT_READY, why, now, Map.of());
    }

    /** What the page should sound; asking is also its word that it stops everything else. */
    List<Ring> wanted(String bell) {
        List<Hush> before = List.copyOf(hushes.values());
        List<Ring> wanted = lines.wanted(bell);
        before.stream().filter(hush -> hush.bell.equals(bell)).forEach(hush -> hush.told.complete(TOLD));
        return wanted;
    }

    /** Whoever rings waits for this; the page is poked and fetches what it should sound. */
    CompletableFuture<Outcome> ring(String bell, String key) {
        CompletableFuture<Outcome> first = rings.computeIfAbsent(key, k -> new CompletableFuture<>());
        pokes.poke(topic(bell));
        return first;
    }

    /** Done when the page has asked what it should sound and this was not among it. */
    CompletableFuture<Outcome> hush(String bell, String key) {
        CompletableFuture<Outcome> told = hushes.computeIfAbsent(key, k -> new Hush(bell, new CompletableFuture<>(), clock.instant())).told;
        pokes.poke(topic(bell));
        return told;
    }

    /** The page may have asked another node: a beat from after the hush says that it did. */
    boolean toldElsewhere(String bell, String key) {
        Hush hush = hushes.get(key);
        return hush != null && state(bell).filter(s -> s.beat.isAfter(hush.since.plusSeconds(1))).isPresent();
    }

    /** The page may have told another node, which wrote it down. */
    boolean soundsElsewhere(String key) {
        return lines.sounds(key);
    }

    void forgetRing(String key) {
        rings.remove(key);
    }

    void forgetHush(String key) {
        hushes.remove(key);
    }

    /** The page says that it sounds. Only for an order that stands on this very bell. */
    void sounding(String bell, String key) {
        if (!lines.standing(bell).contains(key)) {
            return;
        }
        Instant now = clock.instant();
        Outcome sounding = new Outcome.Sounding(
                new Outcome.Proof(Outcome.Proof.Kind.BROWSER, now, "the page says that its audio runs"));
        CompletableFuture<Outcome> waiting = rings.remove(key);
        if (waiting != null) {
            waiting.complete(sounding);
        } else {
            lines.heard(key, sounding, now);
        }
    }

    /** @param choice {@code up}, as the order offered it, or {@code hush} */
    void pressed(String bell, String key, String choice) {
        if (!choice.startsWith("up") && !choice.equals("hush")) {
            throw Refusal.invalid("choice", "A bedside page answers with up or hush.");
        }
        if (lines.standing(bell).contains(key)) {
            lines.pressed(key, choice, "on the bedside page", clock.instant());
        }
    }
}
