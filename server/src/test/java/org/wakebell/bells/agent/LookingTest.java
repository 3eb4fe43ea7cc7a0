package org.wakebell.bells.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.discovery.Discovery;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkFinder;
import org.wakebell.home.InProcess;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.sim.dlink.Announcer;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.story.Databases;
import org.wakebell.wire.Message;

/** Finding a siren, from the button on the screen to the siren's own answer and back, over a real socket. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class LookingTest {

    static final String MAC = "6C:72:20:00:00:01";

    @TempDir
    Path folder;

    Db db;
    Desk desk;
    DlinkTwin siren;
    InProcess home;
    final Set<String> poked = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void open() {
        db = Databases.SQLITE.fresh();
        desk = new Desk(db, Clock.system(), "a").serve();
        siren = DlinkTwin.start("012345", MAC, InstantSource.system());
    }

    @AfterEach
    void close() throws Exception {
        if (home != null) {
            home.close();
        }
        siren.close();
        desk.close();
        db.close();
    }

    void start(InProcess.Network network) throws Exception {
        String code = desk.room.agents().code(Desk.ADMIN, desk.jun).code();
        home = InProcess.start(URI.create(desk.url()), code, folder, network);
        await("connected", () -> agent().connected());
        desk.pokes.listen(poked::add);
    }

    AgentFact agent() {
        return desk.room.agents().of(Desk.ADMIN, desk.jun).getFirst();
    }

    List<Agents.Device> found() {
        return desk.room.agents().found(Desk.ADMIN, agent().id());
    }

    Message.Device device(String host) {
        return new Message.Device("dlink", host, 80, MAC, "DCH-S220", "bedroom");
    }

    void await(String what, BooleanSupplier yes) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!yes.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void a_siren_that_announces_itself_is_on_its_owners_screen_soon_after_pairing() throws Exception {
        try (Announcer announcer = Announcer.of(siren); HttpClient http = Dlink.client()) {
            DlinkFinder finder = new DlinkFinder(http, new Discovery(InstantSource.system(), announcer.group()));
            start(() -> finder.find().stream()
                    .map(f -> new Message.Device("dlink", f.address().host(), f.address().port(), f.mac().text(), f.model(), f.name()))
                    .toList());
            await("found", () -> !found().isEmpty());
        }
        assertThat(found()).singleElement().satisfies(d -> {
            assertThat(d.host() + ":" + d.port()).isEqualTo(siren.address());
            assertThat(d.mac()).isEqualTo(MAC);
            assertThat(d.model()).isEqualTo("DCH-S220");
            assertThat(d.name()).isEqualTo("bedroom");
        });
        assertThat(agent().looked()).isNotNull();
        assertThat(siren.sins()).isEmpty();
    }

    @Test
    void asked_again_it_tells_again_and_the_older_list_is_gone() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        start(() -> looks.incrementAndGet() == 2 ? List.of() : List.of(device("10.0.0." + looks)));
        await("once when it has connected", () -> found().stream().map(Agents.Device::host).toList().equals(List.of("10.0.0.1")));
        Instant first = agent().looked();
        desk.room.agents().search(Desk.ADMIN, agent().id());
        await("nothing this time", () -> found().isEmpty());
        assertThat(agent().looked()).as("that it looked is known").isAfter(first);
        assertThat(poked).contains(Agents.topic(agent().id()));
        desk.room.agents().search(Desk.ADMIN, agent().id());
        await("something else", () -> found().stream().map(Agents.Device::host).toList().equals(List.of("10.0.0.3")));
    }

    @Tag("slow")
    @Test
    void a_ring_does_not_wait_for_a_search_and_no_search_disturbs_a_ring() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        AtomicBoolean rings = new AtomicBoolean();
        AtomicBoolean disturbed = new AtomicBoolean();
        CountDownLatch second = new CountDownLatch(1);
        start(() -> {
            disturbed.compareAndSet(false, rings.get());
            if (looks.incrementAndGet() == 2) {
                second.countDown();
                new CountDownLatch(1).await();
            }
            return List.of(device("10.0.0." + looks));
        });
        String bell = desk.siren(agent().id(), siren.address());
        await("ready", () -> desk.bells.setup().one(Desk.ADMIN, bell).state().equals("READY"));
        await("it has looked once", () -> agent().looked() != null);
        desk.room.agents().search(Desk.ADMIN, agent().id());
        assertThat(second.await(20, TimeUnit.SECONDS)).as("a search that does not end by itself").isTrue();

        desk.order("k1", bell, Loudness.siren(80), Instant.now().plusSeconds(60));
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Sounding.class);
        rings.set(true);
        desk.room.agents().search(Desk.ADMIN, agent().id());
        await("a second burst", () -> siren.plays() == 2);
        assertThat(looks).hasValue(2);

        rings.set(false);
        desk.tx.write(() -> desk.bells.bells().hush("k1"));
        await("what was asked for is done when it is quiet", () -> found().stream().anyMatch(d -> d.host().equals("10.0.0.3")));
        assertThat(disturbed).isFalse();
        assertThat(siren.sins()).isEmpty();
    }
}
