package org.wakebell.drivers.mail;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.BellContract;
import org.wakebell.drivers.Outcome;
import org.wakebell.sim.smtp.SmtpTwin;

@NullMarked
@Tag("slow")
class MailContractTest extends BellContract {

    static final String PASSWORD = "s3cret-and-long";

    @Override
    protected Map<Trouble, Set<Class<? extends Outcome>>> table() {
        return Map.of(
                Trouble.DEAD, Set.of(Outcome.RetryLater.class),
                Trouble.HANGING, Set.of(Outcome.RetryLater.class),
                Trouble.DROPPING, Set.of(Outcome.RetryLater.class),
                Trouble.GARBAGE, Set.of(Outcome.RetryLater.class),
                Trouble.SLOW, Set.of(Outcome.Taken.class),
                Trouble.WRONG_SECRET, Set.of(Outcome.Refused.class));
    }

    @Override
    protected Rig rig() {
        SmtpTwin twin = SmtpTwin.start("127.0.0.1", 0, time);
        twin.account("wakebell", PASSWORD);
        int port = twin.port();
        MailBell bell = new MailBell(
                Map.of(
                        "host", "127.0.0.1",
                        "port", Integer.toString(port),
                        "tls", "none",
                        "user", "wakebell",
                        "from", "wakebell@example.org",
                        "to", "mina@example.com"),
                PASSWORD,
                time);
        return new Rig() {
            @Override
            public Bell bell() {
                return bell;
            }

            @Override
            public String secret() {
                return PASSWORD;
            }

            @Override
            public void suffer(Trouble trouble) {
                switch (trouble) {
                    case DEAD -> twin.unplugNetwork();
                    case HANGING -> twin.answer("EHLO", SmtpTwin.SILENCE);
                    case DROPPING -> twin.answer("CONNECT", SmtpTwin.DROP);
                    case GARBAGE -> twin.answer("CONNECT", "\u0001\u00ff what \u0000");
                    case SLOW -> twin.slow(Duration.ofMillis(300));
                    case WRONG_SECRET -> twin.account("wakebell", "another");
                }
            }

            @Override
            public void recover() {
                twin.calm();
                twin.plugNetwork();
            }

            @Override
            public int effects() {
                return twin.mails().size();
            }

            @Override
            public void close() {
                twin.close();
            }
        };
    }
}
