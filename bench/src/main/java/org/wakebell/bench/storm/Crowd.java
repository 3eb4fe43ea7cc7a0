package org.wakebell.bench.storm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.wakebell.e2e.Sender;
import org.wakebell.e2e.Stand;
import org.wakebell.sim.webhook.Provider;

/** One 911 that calls very many people at once, each by a webhook of the same provider, which bounds what it takes. */
public final class Crowd {

    /**
     * @param work how long one message takes the provider
     * @param atOnce and {@code aSecond}: what it takes; more is answered 429
     */
    public record Plan(String db, int people, Duration work, int atOnce, int aSecond) {}

    /**
     * @param first from the event's 202 to the first message at the provider
     * @param last the same to the last person's
     * @param written the same to the last ring's outcome in the database; zero if not all of it was within a minute
     */
    public record Sum(Plan plan, Provider.Count count, Duration first, Duration last, Duration written) {

        public boolean met() {
            return count.effects() == plan.people && last.compareTo(MOST) <= 0 && written.isPositive();
        }

        public String lines() {
            return String.format(Locale.ROOT,
                    "%,d people by one provider (%d ms each, at most %d at once and %d a second): %d reached, the first after %.2f s, the last after %.1f s, written down after %.1f s%n"
                            + "  answered 429: %d; most connections at once: %d; keys that came twice: %d",
                    plan.people, plan.work.toMillis(), plan.atOnce, plan.aSecond, count.effects(), first.toMillis() / 1e3, last.toMillis() / 1e3, written.toMillis() / 1e3,
                    count.refused(), count.mostAtOnce(), count.repeated());
        }

        public String json() {
            return String.format(Locale.ROOT,
                    "{\"what\":\"crowd\",\"db\":\"%s\",\"people\":%d,\"reached\":%d,\"firstMs\":%d,\"lastMs\":%d,\"writtenMs\":%d,\"answered429\":%d,"
                            + "\"mostAtOnce\":%d,\"keysTwice\":%d}",
                    plan.db, plan.people, count.effects(), first.toMillis(), last.toMillis(), written.toMillis(), count.refused(), count.mostAtOnce(), count.repeated());
        }
    }

    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path folder;
    private final Consumer<String> tell;

    /** @param tell hears how far it is */
    public Crowd(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    public Sum run(Plan plan) throws InterruptedException {
        try (Provider provider = Provider.start(plan.atOnce, plan.aSecond, plan.work);
                Stand stand = Stand.on(plan.db, folder, Duration.ofMinutes(3))) {
            String key = stand.scene().crowd(plan.people, "http://127.0.0.1:" + provider.port());
            stand.server().with("WAKEBELL_OUTBOUND_ALLOW", "127.0.0.1").start();
            tell.accept("the server is up, and looks at " + plan.people + " bells for the first time");
            settled(stand);
            try (Sender sender = new Sender(List.of(stand.server().url()), key)) {
                sender.insist(key, "critical", "everything is down", Duration.ofSeconds(20));
                long accepted = System.nanoTime();
                Duration written = written(stand, plan.people, accepted);
                return new Sum(plan, provider.count(), since(provider.firstNanos(), accepted), since(provider.lastNanos(), accepted), written);
            }
        }
    }

    /** What never came counts as a minute. */
    private static Duration since(long nanos, long accepted) {
        return nanos == 0 ? LONGEST : Duration.ofNanos(nanos - accepted);
    }

    private static void settled(Stand stand) throws InterruptedException {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (stand.scene().unseen() > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not every bell was looked at within a minute");
            }
            Thread.sleep(100);
        }
    }

    private static Duration written(Stand stand, int people, long since) throws InterruptedException {
        while (stand.scene().taken() < people) {
            if (System.nanoTime() - since > LONGEST.toNanos()) {
                return Duration.ZERO;
            }
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
