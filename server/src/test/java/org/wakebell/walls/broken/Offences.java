package org.wakebell.walls.broken;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.wakebell.platform.clock.Sleeper;

/** One class per offence; the walls are shown each of them. */
final class Offences {

    record ReadsTheClock() {
        Instant at() {
            return Instant.now();
        }
    }

    record ReadsTheDate() {
        LocalDate today() {
            return LocalDate.now(java.time.ZoneOffset.UTC);
        }
    }

    record CountsNanos() {
        long nanos() {
            return System.nanoTime();
        }
    }

    record SleepsByReference() {
        Sleeper sleeper() {
            return Thread::sleep;
        }
    }

    record RollsDice() {
        int roll() {
            return new Random(1).nextInt();
        }
    }

    record RollsTheThreadsDice() {
        int roll() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    record MakesItsOwnIds() {
        String id() {
            return UUID.randomUUID().toString();
        }
    }

    record MakesItsOwnTokens(java.security.SecureRandom random) {}

    record StartsAThread() {
        void start() {
            Thread.ofVirtual().start(() -> {});
        }
    }

    record StartsAFuture() {
        CompletableFuture<Void> start() {
            return CompletableFuture.runAsync(() -> {});
        }
    }

    static class Timed {
        @Scheduled(fixedRate = 1000)
        void tick() {}
    }

    static class Sideways {
        @Async
        void later() {}
    }

    static class Annotated {
        @Transactional
        void write() {}
    }

    record Publishes(ApplicationEventPublisher events) {}

    @Controller
    public static class PublicScreen {}

    static class BellManager {}

    static class BellUtils {}

    record KnowsADriver(Class<?> driver) {
        static KnowsADriver make() {
            return new KnowsADriver(org.wakebell.drivers.broken.Driver.class);
        }
    }

    private Offences() {}
}
