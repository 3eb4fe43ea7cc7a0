package org.wakebell.bells.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.home.AgentHere;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.duty.Loop;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.story.Databases;
import org.wakebell.story.PassingTime;

/**
 * A siren rings and the server goes: the server's rooms, the home agent's own classes and the siren's twin on real
 * sockets, and one time for all three, which passes when the story says so.
 */
@NullMarked
@Tag("process")
@SuppressWarnings("NullAway.Init")
class ServerAwayStoriesTest {

    static final Duration STEP = Duration.ofMillis(500);
    static final Duration CRANK = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    final PassingTime time = new PassingTime(Instant.parse("2026-11-22T03:12:00Z"));
    final DlinkTwin siren = DlinkTwin.start("012345", HomeAgentTest.MAC, time);
    Db db;
    Desk desk;
    AgentHere agent;
    String bell;
    boolean serves;
    boolean lives;
    Instant cranked = Instant.MIN;
    Instant served = Instant.MIN;
    Instant born = Instant.MIN;
    Instant rung = Instant.MIN;

    @BeforeEach
    void open() throws Exception {
        db = Databases.SQLITE.fresh();
        serverComes();
        AgentHere.pair(folder, desk.url(), desk.room.agents().code(Desk.ADMIN, desk.jun).code());
        agentComes();
        await("connected", this::connected);
        bell = desk.siren(theAgent().id(), siren.address());
        await("the siren is ready", () -> {
            crank();
            return desk.bells.setup().one(Desk.ADMIN, bell).state().equals("READY");
        });
    }

    @AfterEach
    void close() {
        if (lives) {
            agent.close();
        }
        siren.close();
        desk.close();
        db.close();
    }

    void serverComes() {
        int port = desk == null ? 0 : desk.port();
        desk = new Desk(db, time, "a");
        served = time.instant();
        cranked = served;
        desk.listen(port);
        serves = true;
    }

    /** By way of another node, say, or in the moment before it died. */
    void answeredMeanwhile(String key) {
        Desk other = new Desk(db, time, "b");
        other.tx.write(() -> other.bells.bells().hush(key));
    }

    void serverDies() throws Exception {
        serves = false;
        desk.stop();
        await("the agent has noticed", () -> time.sleeps(agent.life()));
    }

    void agentComes() throws Exception {
        int before = time.sleepers();
        agent = AgentHere.start(folder, time);
        lives = true;
        born = time.instant();
        await("its threads are there", () -> time.sleepers() >= before + 3);
    }

    void agentDies() {
        lives = false;
        agent.kill();
    }

    AgentFact theAgent() {
        return desk.room.agents().of(Desk.ADMIN, desk.jun).getFirst();
    }

    /** This life of the agent to this life of the server. */
    boolean connected() {
        Instant since = theAgent().since();
        return serves && lives && since != null && !since.isBefore(served) && !since.isBefore(born);
    }

    /** What the server's loops do, and then until the agent has answered its ping. */
    void crank() throws InterruptedException {
        boolean pings = !time.instant().isBefore(cranked.plus(CRANK));
        desk.step();
        if (pings) {
            cranked = time.instant();
            if (connected()) {
                await("the agent answers", () -> {
                    for (Loop loop : desk.room.loops()) {
                        loop.step();
                    }
                    return time.instant().equals(theAgent().seen());
                });
            }
        }
    }

    interface Yes {
        boolean now() throws Exception;
    }

    /** In real time; the story's stands still. */
    void await(String what, Yes yes) {
        try {
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(25); !yes.now(); LockSupport.parkNanos(2_000_000)) {
                assertThat(System.nanoTime()).as("%s, at %s", what, time.instant()).isLessThan(end);
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }

    /** Half a second, and all that happens in it. */
    void step() throws InterruptedException {
        long next = (time.instant().toEpochMilli() / STEP.toMillis() + 1) * STEP.toMillis();
        time.pass(Duration.between(time.instant(), Instant.ofEpochMilli(next)));
        time.settle(thread -> thread == agent.life() && connected());
        if (lives) {
            agent.turn();
        }
        if (serves && !time.instant().isBefore(cranked.plus(CRANK))) {
            crank();
        }
    }

    /** Until this much has passed since the first ring. */
    void liveUntil(Duration since) throws InterruptedException {
        while (time.instant().isBefore(rung.plus(since))) {
            step();
        }
    }

    void liveUntilConnected() throws InterruptedException {
        Instant last = time.instant().plusSeconds(20);
        while (!connected()) {
            assertThat(time.instant()).isBefore(last);
            step();
        }
    }

    /** On a whole second, with proof. */
    void ring(String key) throws InterruptedException {
        do {
            step();
        } while (time.instant().getNano() != 0);
        rung = time.instant();
        desk.order(key, bell, Loudness.siren(80), rung.plusSeconds(60));
        assertThat(desk.bells.bells().ring(key)).isInstanceOf(Outcome.Sounding.class);
    }

    void hush(String key) {
        desk.tx.write(() -> desk.bells.bells().hush(key));
    }

    /** One noise: when, in seconds since the first ring, how loud, how long. */
    record Noise(long at, int percent, int seconds) {}

    List<Noise> heard() {
        return siren.heard().stream()
                .filter(heard -> heard.what().equals("sounded"))
                .map(heard -> new Noise(Math.round(Duration.between(rung, heard.at()).toMillis() / 1000.0), heard.volume(), heard.seconds()))
                .toList();
    }

    /**
     * What docs/semantics.md says, counted apart from the program: 3, 5, 10 seconds, then 15 a minute; beyond 4 minutes
     * 3 seconds every 10 minutes.
     */
    static List<Noise> profile(Duration until) {
        List<Noise> noises = new ArrayList<>();
        int spent = 0;
        for (int at = 0; at < until.toSeconds(); ) {
            Noise noise = switch (noises.size()) {
                case 0 -> new Noise(at, 20, 3);
                case 1 -> new Noise(at, 40, 5);
                case 2 -> new Noise(at, 70, 10);
                default -> new Noise(at, 80, spent + 15 <= 240 ? 15 : 3);
            };
            noises.add(noise);
            spent += noise.seconds;
            at += noise.seconds == 15 ? 60 : List.of(15, 20, 30, 600).get(Math.min(3, noises.size() - 1));
        }
        return noises;
    }

    void heardAsIn(List<Noise> profile) {
        List<Noise> heard = heard();
        assertThat(heard).as("%s", heard).hasSameSizeAs(profile);
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i).at()).as("burst %s of %s", i, heard).isCloseTo(profile.get(i).at(), within(1L));
            assertThat(heard.get(i).percent()).isEqualTo(profile.get(i).percent());
            assertThat(heard.get(i).seconds()).isEqualTo(profile.get(i).seconds());
        }
    }

    @Test
    void for_ten_minutes_without_the_server_the_siren_plays_its_whole_profile_and_then_falls_silent_by_itself() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofMinutes(10));
        heardAsIn(profile(Duration.ofMinutes(10)));
        assertThat(heard().stream().mapToInt(Noise::seconds).sum()).isEqualTo(153);
        assertThat(siren.sounding()).isFalse();
        liveUntil(Duration.ofMinutes(17));
        assertThat(heard()).hasSize(12);
        assertThat(siren.sins()).isEmpty();
    }

    /** Renewed after two minutes, so it ends within the burst of 12:05, which is cut to fit: the device's own timer ends it. */
    @Test
    void a_lease_that_ends_within_a_burst_ends_the_burst_and_leaves_nothing_to_dismiss() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(131));
        serverDies();
        liveUntil(Duration.ofMinutes(20));
        assertThat(heard().getLast()).isEqualTo(new Noise(725, 80, 4));
        assertThat(heard()).hasSize(profile(Duration.ofMinutes(12)).size() + 1);
        assertThat(siren.dismissals()).isZero();
    }

    @Test
    void a_server_that_is_back_in_minute_six_renews_the_ring_and_starts_no_second_noise() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofMinutes(6));
        serverComes();
        liveUntilConnected();
        liveUntil(Duration.ofMinutes(26));
        heardAsIn(profile(Duration.ofMinutes(26)));
        assertThat(siren.dismissals()).isZero();
        assertThat(desk.learned).as("nobody is told that it did not ring").doesNotContain("k1 Refused", "k1 Unknown");
        assertThat(desk.bells.lines().sounds("k1")).isTrue();
    }

    @Test
    void a_page_that_was_answered_meanwhile_is_quiet_as_soon_as_the_server_is_back() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofSeconds(355));
        answeredMeanwhile("k1");
        serverComes();
        liveUntilConnected();
        Instant back = time.instant();
        await("quiet", () -> siren.dismissals() == 1);
        assertThat(siren.sounding()).isFalse();
        assertThat(Duration.between(back, time.instant())).isLessThan(Duration.ofSeconds(2));
        int noises = heard().size();
        liveUntil(Duration.ofMinutes(15));
        assertThat(heard()).hasSize(noises);
        assertThat(siren.dismissals()).isEqualTo(1);
    }

    @Test
    void an_agent_killed_in_minute_three_goes_on_where_it_was_though_the_server_is_away() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofSeconds(190));
        agentDies();
        liveUntil(Duration.ofSeconds(210));
        agentComes();
        liveUntil(Duration.ofMinutes(17));
        heardAsIn(profile(Duration.ofMinutes(10)));
        assertThat(folder.resolve("ringing")).as("the siren's PIN is on disk only while it rings").doesNotExist();
    }

    @Test
    void an_agent_killed_while_the_server_is_away_hears_that_the_page_was_answered() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofSeconds(190));
        agentDies();
        liveUntil(Duration.ofSeconds(210));
        agentComes();
        liveUntil(Duration.ofSeconds(355));
        assertThat(folder.resolve("ringing")).exists();
        answeredMeanwhile("k1");
        serverComes();
        liveUntilConnected();
        await("quiet", () -> siren.dismissals() == 1 && !siren.sounding());
        int noises = heard().size();
        liveUntil(Duration.ofMinutes(15));
        assertThat(heard()).hasSize(noises);
        assertThat(siren.dismissals()).isEqualTo(1);
        assertThat(folder.resolve("ringing")).doesNotExist();
    }

    /** The next burst is 45 s away when it is back, longer than the server gives an order to start. */
    @Test
    void an_agent_killed_in_minute_three_beside_a_server_that_lives_misses_no_burst() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(186));
        agentDies();
        liveUntil(Duration.ofSeconds(196));
        agentComes();
        liveUntil(Duration.ofMinutes(12));
        heardAsIn(profile(Duration.ofMinutes(12)));
    }

    @Test
    void an_agent_that_was_away_itself_while_the_lease_ended_rings_again_at_once() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofSeconds(190));
        agentDies();
        liveUntil(Duration.ofMinutes(25));
        agentComes();
        serverComes();
        int before = siren.plays();
        liveUntilConnected();
        await("it sounds again", () -> siren.plays() == before + 1);
    }

    private void isBackAndItSoundsAgainAtOnce() throws Exception {
        int before = siren.plays();
        serverComes();
        liveUntilConnected();
        Instant back = time.instant();
        await("it sounds again", () -> siren.plays() == before + 1);
        assertThat(Duration.between(back, time.instant())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_server_that_is_back_after_the_lease_ended_rings_again_at_once() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofMinutes(12));
        isBackAndItSoundsAgainAtOnce();
        assertThat(siren.sounding()).isTrue();
    }

    @Test
    void silence_is_no_sound_a_server_that_is_back_after_an_hour_finds_most_of_the_nights_sound_left() throws Exception {
        ring("k1");
        liveUntil(Duration.ofSeconds(20));
        serverDies();
        liveUntil(Duration.ofMinutes(70));
        isBackAndItSoundsAgainAtOnce();
        liveUntil(Duration.ofMinutes(90));
        assertThat(heard().stream().mapToInt(Noise::seconds).sum())
                .as("153 s before, 18 and four times 15 now, and two reminders of 3 s when the next 15 s no longer fit into 240")
                .isEqualTo(153 + 18 + 60 + 6);
    }
}
