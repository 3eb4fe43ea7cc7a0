package org.wakebell.drivers.dlink;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.BellContract;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Siren;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Mood;

@NullMarked
@Tag("slow")
class DlinkContractTest extends BellContract {

    static final HttpClient HTTP = Dlink.client();
    static final String PIN = "093571";
    static final String MAC = "6C:72:20:12:34:56";

    @Override
    protected Map<Trouble, Set<Class<? extends Outcome>>> table() {
        return Map.of(
                Trouble.DEAD, Set.of(Outcome.RetryLater.class),
                Trouble.HANGING, Set.of(Outcome.RetryLater.class),
                Trouble.DROPPING, Set.of(Outcome.RetryLater.class),
                Trouble.GARBAGE, Set.of(Outcome.RetryLater.class),
                Trouble.SLOW, Set.of(Outcome.Sounding.class),
                Trouble.WRONG_SECRET, Set.of(Outcome.Refused.class));
    }

    @Override
    protected Rig rig() {
        DlinkTwin twin = DlinkTwin.start(PIN, MAC, time);
        Dlink dlink = new Dlink(
                HTTP,
                DlinkAddress.parse(twin.address()),
                new Pin(PIN),
                Optional.of(Mac.parse(MAC)),
                Dlink.Sound.EMERGENCY,
                time);
        Siren siren = Siren.cranked(dlink, time, time);
        return new Rig() {
            @Override
            public Bell bell() {
                return siren;
            }

            @Override
            public String secret() {
                return PIN;
            }

            @Override
            public void suffer(Trouble trouble) {
                switch (trouble) {
                    case DEAD -> twin.unplugNetwork();
                    case HANGING -> twin.take(Mood.HANGING);
                    case DROPPING -> twin.take(Mood.DROPPING);
                    case GARBAGE -> twin.take(Mood.GARBAGE);
                    case SLOW -> twin.slow(Duration.ofMillis(300));
                    case WRONG_SECRET -> twin.pin("000000");
                }
            }

            @Override
            public void recover() {
                twin.calm();
                twin.plugNetwork();
            }

            @Override
            public int effects() {
                return twin.plays();
            }

            @Override
            public void close() {
                siren.close();
                twin.close();
            }
        };
    }
}
