package org.wakebell.bells.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.story.Databases;

/** The agent as a process of its own, against a real socket, ringing the siren's twin. */
@NullMarked
@Tag("process")
@SuppressWarnings("NullAway.Init")
class HomeAgentTest {

    static final String MAC = "6C:72:20:00:00:01";

    @TempDir
    Path folder;

    Db db;
    Desk desk;
    DlinkTwin siren;
    Home home;
    String bell;

    @BeforeEach
    void open() {
        db = Databases.SQLITE.fresh();
        desk = new Desk(db, Clock.system(), "a").serve();
        siren = DlinkTwin.start("012345", MAC, InstantSource.system());
    }

    @AfterEach
    void close() {
        if (home != null) {
            home.kill();
        }
        siren.close();
        desk.close();
        db.close();
    }

    /** One running agent. */
    static final class Home {
        final Process process;
        final List<String> lines = new CopyOnWriteArrayList<>();

        Home(Path folder, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@../home/src/main/dist/java.options",
                    "-cp", classPath(), "org.wakebell.home.Main", "--data", folder.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            process = builder.start();
            Thread.ofVirtual().start(() -> {
                try (BufferedReader out = process.inputReader()) {
                    out.lines().forEach(lines::add);
                } catch (IOException e) {
                    lines.add(e.toString());
                }
            });
        }

        private static String classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(p -> p.contains("/home/target/") || p.contains("wakebell-home") || p.contains("/drivers/target/")
                            || p.contains("wakebell-drivers") || p.contains("/zones/target/") || p.contains("wakebell-zones") || p.contains("/wire/target/") || p.contains("wakebell-wire")
                            || p.contains("jackson-core") || p.contains("slf4j-api") || p.contains("logback") || p.contains("jspecify"))
                    .collect(Collectors.joining(File.pathSeparator));
        }

        boolean said(String text) {
            return lines.stream().anyMatch(line -> line.contains(text));
        }

        void kill() {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        int ended() throws InterruptedException {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("still runs; said %s", lines).isTrue();
            return process.exitValue();
        }
    }

    void pairAndConnect() throws IOException {
        String code = desk.room.agents().code(Desk.ADMIN, desk.jun).code();
        home = new Home(folder, "--server", desk.url(), "--code", code, "--name", "bedroom");
        await("connected", () -> !connected().isEmpty());
        bell = desk.siren(connected().getFirst().id(), siren.address());
        await("the siren is ready", () -> desk.bells.setup().one(Desk.ADMIN, bell).state().equals("READY"));
    }

    List<AgentFact> connected() {
        return desk.room.agents().of(Desk.ADMIN, desk.jun).stream().filter(AgentFact::connected).toList();
    }

    Outcome ring(String key) throws InterruptedException {
        return ring(key, Loudness.siren(80), Instant.now().plusSeconds(60));
    }

    Outcome ring(String key, Loudness loudness, Instant deadline) throws InterruptedException {
        desk.order(key, bell, loudness, deadline);
        return desk.bells.bells().ring(key);
    }

    void hush(String key) {
        desk.tx.write(() -> desk.bells.bells().hush(key));
    }

    void await(String what, BooleanSupplier yes) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(25);
        while (!yes.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s; the agent said %s", what, home.lines).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void a_paired_agent_rings_the_siren_and_proves_it_and_a_hush_quiets_it() throws Exception {
        pairAndConnect();
        long start = System.nanoTime();
        Outcome outcome = ring("k1");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Sounding.class, sounding ->
                assertThat(sounding.proof().kind()).isEqualTo(Outcome.Proof.Kind.DEVICE_STATE));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(siren.plays()).isEqualTo(1);

        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Sounding.class);
        assertThat(siren.plays()).as("the same key again starts no second noise").isEqualTo(1);

        hush("k1");
        await("quiet", () -> siren.dismissals() >= 1 && !siren.sounding());
        assertThat(siren.dismissals()).as("one hush, one dismissal").isEqualTo(1);
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Refused.class);
        Instant now = Instant.now();
        Ring late = new Ring("k1", "x", "", List.of(), Loudness.siren(80), now.plusSeconds(600), now.plusSeconds(60));
        assertThat(desk.room.line().ring(desk.installed(bell), late)).as("the agent remembers too").isInstanceOf(Outcome.Refused.class);
        assertThat(siren.plays()).isEqualTo(1);
        assertThat(siren.dismissals()).as("nor was it dismissed again meanwhile").isEqualTo(1);
        assertThat(siren.sins()).isEmpty();
    }

    @Test
    void the_siren_goes_on_without_the_server_and_is_quieted_when_the_server_is_back_and_nobody_needs_it() throws Exception {
        pairAndConnect();
        ring("k1");
        desk.stop();
        await("a second burst, with nobody to order it", () -> siren.plays() == 2);
        hush("k1");
        desk.serve();
        await("it is told that nothing stands any more", () -> siren.dismissals() > 0);
        assertThat(siren.sounding()).isFalse();
    }

    @Test
    void an_agent_killed_while_it_rings_goes_on_where_it_was_and_starts_no_second_noise() throws Exception {
        pairAndConnect();
        assertThat(ring("k1", Loudness.gentle(), Instant.now().plusSeconds(60))).isInstanceOf(Outcome.Sounding.class);
        assertThat(siren.plays()).isEqualTo(1);
        home.kill();
        home = new Home(folder, "--server", desk.url());
        await("it reports again", () -> home.said("Bedroom siren: READY"));
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Sounding.class);
        assertThat(siren.plays()).as("one ring, two lives").isEqualTo(1);
    }

    @Test
    void an_agent_killed_while_the_server_is_away_plays_the_next_burst_all_the_same() throws Exception {
        pairAndConnect();
        ring("k1");
        await("it is written down", () -> Files.exists(folder.resolve("ringing")));
        desk.stop();
        home.kill();
        home = new Home(folder, "--server", desk.url());
        await("a second burst, by an agent that no server has spoken to", () -> siren.plays() == 2);
        assertThat(siren.heard().getLast().volume()).as("and not the first one again").isEqualTo(40);
    }

    @Test
    void an_agent_killed_between_hearing_and_ringing_rings_when_it_is_back() throws Exception {
        pairAndConnect();
        siren.slow(Duration.ofSeconds(5));
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                ring("k1");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await("the order is at the siren's door", () -> !siren.requests().isEmpty() && asking.isAlive());
        home.kill();
        asking.join();
        assertThat(siren.plays()).isZero();
        siren.slow(Duration.ZERO);
        home = new Home(folder, "--server", desk.url());
        await("it rings", () -> siren.plays() == 1);
        await("the proof comes late, by itself", () -> desk.learned.contains("k1 Sounding"));
    }

    @Test
    void a_stale_order_is_refused() throws Exception {
        pairAndConnect();
        Instant now = Instant.now();
        desk.order("k1", bell, Loudness.siren(80), now.plusSeconds(60));
        Ring stale = new Ring("k1", "x", "", List.of(), Loudness.siren(80), now.plusSeconds(600), now.minusSeconds(5));
        assertThat(desk.room.line().ring(desk.installed(bell), stale)).isInstanceOfSatisfying(Outcome.Refused.class, r ->
                assertThat(r.why()).contains("deadline"));
        assertThat(siren.plays()).isZero();
    }

    @Test
    void a_revoked_agent_is_cut_off_and_says_what_to_do() throws Exception {
        pairAndConnect();
        desk.room.agents().revoke(Desk.ADMIN, connected().getFirst().id());
        assertThat(home.ended()).isEqualTo(4);
        assertThat(home.lines).anyMatch(line -> line.contains("revoked") && line.contains("--code"));
        home = new Home(folder);
        assertThat(home.ended()).isEqualTo(4);
    }

    @Test
    void wrong_codes_and_missing_servers_end_with_their_numbers() throws Exception {
        home = new Home(folder, "--server", desk.url(), "--code", "AAAA-AAAA");
        assertThat(home.ended()).isEqualTo(3);
        assertThat(home.lines).anyMatch(line -> line.contains("older than ten minutes"));
        home = new Home(folder, "--server", "http://127.0.0.1:9", "--code", "AAAA-AAAA");
        assertThat(home.ended()).isEqualTo(5);
        home = new Home(folder, "--server", "http://192.0.2.1:9", "--code", "AAAA-AAAA");
        assertThat(home.ended()).isEqualTo(5);
        assertThat(home.lines).anyMatch(line -> line.contains("use https"));
        home = new Home(folder, "--nonsense");
        assertThat(home.ended()).isEqualTo(2);
        home = new Home(folder);
        assertThat(home.ended()).isEqualTo(2);
        assertThat(home.lines).anyMatch(line -> line.contains("not paired yet"));
        home = new Home(Files.writeString(folder.resolve("file"), "").resolve("sub"));
        assertThat(home.ended()).isEqualTo(6);
    }

    /** With the flags that the launcher uses. Its speed is measured by {@code bench home}; here others may be busy. */
    @Test
    void a_paired_agent_is_back_soon_after_its_start_and_stays_below_80_megabytes() throws Exception {
        pairAndConnect();
        ring("k1");
        home.kill();
        long start = System.nanoTime();
        home = new Home(folder, "--server", desk.url());
        await("connected", () -> home.said("connected to"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        await("it has looked at its bell", () -> home.said("Bedroom siren: READY"));
        Outcome outcome = ring("k2");
        assertThat(outcome).isInstanceOf(Outcome.Sounding.class);
        long kilobytes = Files.readAllLines(Path.of("/proc/" + home.process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        assertThat(kilobytes).isLessThanOrEqualTo(80_000);
    }

    @Test
    void a_browser_page_cannot_open_a_line() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(java.net.URI.create(desk.url() + "/agent/ws"))
                            .header("Origin", desk.url())
                            .header("Sec-WebSocket-Version", "13")
                            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }
}
