package org.wakebell.drivers.dlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wakebell.drivers.discovery.Announced;
import org.wakebell.drivers.discovery.Discovery;
import org.wakebell.sim.dlink.Announcer;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Mood;

@NullMarked
class DlinkFinderTest {

    static final String MAC = "6C:72:20:12:34:56";

    final DlinkTwin twin = DlinkTwin.start("012345", MAC, InstantSource.system());
    final DlinkFinder finder = new DlinkFinder(Dlink.client(), new Discovery(InstantSource.system()));

    Announced announced(String address, Map<String, String> texts) {
        return new Announced("dch1._dhnap._tcp.local", address, texts);
    }

    @AfterEach
    void close() {
        twin.close();
    }

    @Test
    void a_claim_is_believed_when_the_device_says_the_same() throws InterruptedException {
        assertThat(finder.verified(List.of(announced(twin.address(), Map.of("mac", "6c7220123456")))))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.mac().text()).isEqualTo(MAC);
                    assertThat(found.model()).isEqualTo("DCH-S220");
                });
        assertThat(finder.verified(List.of(announced(twin.address(), Map.of())))).hasSize(1);
    }

    @Test
    void a_record_with_another_device_s_address_is_not() throws InterruptedException {
        assertThat(finder.verified(List.of(announced(twin.address(), Map.of("mac", "6C:72:20:00:00:07"))))).isEmpty();
    }

    @Test
    void sirens_that_announce_themselves_are_found_each_once() throws InterruptedException {
        try (DlinkTwin second = DlinkTwin.start("012345", "6C:72:20:00:00:02", InstantSource.system());
                Announcer announcer = Announcer.of(twin, second, twin)) {
            DlinkFinder real = new DlinkFinder(Dlink.client(), new Discovery(InstantSource.system(), announcer.group()));
            assertThat(real.find())
                    .extracting(found -> found.address().toString(), found -> found.mac().text(), DlinkFinder.Found::name)
                    .containsExactlyInAnyOrder(
                            tuple(twin.address(), MAC, "bedroom"), tuple(second.address(), "6C:72:20:00:00:02", "bedroom"));
        }
    }

    @Test
    void one_address_under_many_names_is_asked_once() throws InterruptedException {
        List<Announced> many = IntStream.range(0, 60)
                .mapToObj(i -> new Announced(i + "._dhnap._tcp.local", twin.address(), Map.of()))
                .toList();
        assertThat(finder.verified(many)).hasSize(1);
        assertThat(twin.requests()).hasSize(1);
    }

    @Test
    void whoever_does_not_answer_keeps_nobody_waiting_long() throws InterruptedException {
        try (DlinkTwin stuck = DlinkTwin.start("012345", "6C:72:20:00:00:02", InstantSource.system());
                DlinkTwin other = DlinkTwin.start("012345", "6C:72:20:00:00:03", InstantSource.system())) {
            stuck.slow(Duration.ofSeconds(30));
            other.slow(Duration.ofSeconds(30));
            long start = System.nanoTime();
            assertThat(finder.verified(List.of(
                            announced(stuck.address(), Map.of()), announced(other.address(), Map.of()), announced(twin.address(), Map.of()))))
                    .extracting(found -> found.mac().text())
                    .containsExactly(MAC);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_search_that_is_interrupted_ends() throws InterruptedException {
        try (Announcer silent = Announcer.of()) {
            DlinkFinder real = new DlinkFinder(Dlink.client(), new Discovery(InstantSource.system(), silent.group()));
            CompletableFuture<String> ended = new CompletableFuture<>();
            Thread searching = Thread.ofVirtual().start(() -> {
                try {
                    ended.complete("found " + real.find());
                } catch (InterruptedException e) {
                    ended.complete("interrupted");
                }
            });
            searching.interrupt();
            assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("interrupted");
        }
    }

    @Test
    void whoever_speaks_no_hnap_is_no_siren() throws InterruptedException {
        twin.take(Mood.HTML);
        assertThat(finder.verified(List.of(announced(twin.address(), Map.of())))).isEmpty();
        assertThat(finder.verified(List.of(announced("127.0.0.1:1", Map.of()), announced("not an address", Map.of())))).isEmpty();
    }
}
