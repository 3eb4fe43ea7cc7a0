package org.wakebell.drivers.dlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wakebell.drivers.discovery.Announced;
import org.wakebell.drivers.discovery.Discovery;
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
    void whoever_speaks_no_hnap_is_no_siren() throws InterruptedException {
        twin.take(Mood.HTML);
        assertThat(finder.verified(List.of(announced(twin.address(), Map.of())))).isEmpty();
        assertThat(finder.verified(List.of(announced("127.0.0.1:1", Map.of()), announced("not an address", Map.of())))).isEmpty();
    }
}
