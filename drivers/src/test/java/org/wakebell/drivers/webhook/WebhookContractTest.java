package org.wakebell.drivers.webhook;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.BellContract;
import org.wakebell.drivers.Outcome;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.webhook.WebhookTwin;

@NullMarked
@Tag("slow")
class WebhookContractTest extends BellContract {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Override
    protected Map<Trouble, Set<Class<? extends Outcome>>> table() {
        return Map.of(
                Trouble.DEAD, Set.of(Outcome.RetryLater.class),
                Trouble.HANGING, Set.of(Outcome.Unknown.class),
                Trouble.DROPPING, Set.of(Outcome.Unknown.class),
                Trouble.GARBAGE, Set.of(Outcome.Unknown.class),
                Trouble.SLOW, Set.of(Outcome.Taken.class),
                Trouble.WRONG_SECRET, Set.of(Outcome.Refused.class));
    }

    @Override
    protected Set<Trouble> beyondACheck() {
        return EnumSet.complementOf(EnumSet.of(Trouble.DEAD));
    }

    @Override
    protected Rig rig() {
        WebhookTwin twin = WebhookTwin.start("127.0.0.1", 0);
        twin.demand(SECRET);
        WebhookBell bell = new WebhookBell(Map.of("url", twin.url("/wake?team=a")), SECRET, new Plain(), time);
        return new Rig() {
            @Override
            public Bell bell() {
                return bell;
            }

            @Override
            public String secret() {
                return SECRET;
            }

            @Override
            public void suffer(Trouble trouble) {
                switch (trouble) {
                    case DEAD -> twin.unplug();
                    case HANGING -> twin.answer(new Reply.Hang());
                    case DROPPING -> twin.answer(new Reply.Drop());
                    case GARBAGE -> twin.answer(Reply.bytes("\u0001\u00ff what \u0000\r\n\r\n"));
                    case SLOW -> twin.slow(Duration.ofMillis(300));
                    case WRONG_SECRET -> twin.demand("whsec_" + "A".repeat(32));
                }
            }

            @Override
            public void recover() {
                twin.calm();
                twin.plug();
            }

            @Override
            public int effects() {
                return twin.effects();
            }

            @Override
            public void close() {
                twin.close();
            }
        };
    }
}
