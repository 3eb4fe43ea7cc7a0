package org.wakebell.platform.vital;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long each stage of the line took, as histograms: {@code wakebell_stage_seconds{stage="rung"}}. What this process
 * did since it started; what people learn from is the Review, which reads what is on disk. A stage that a crash undoes
 * is not counted, for it is told after the commit.
 */
public final class Stages implements MeterBinder {

    /** In the order in which they are passed. */
    public enum Stage {

        /** From the begin of a request to its events graded. */
        GRADED(Duration.ofMillis(1), Duration.ofSeconds(10)),

        /** From the begin of a request to its events on disk: the sender's 2xx. */
        ACCEPTED(Duration.ofMillis(1), Duration.ofSeconds(30)),

        /** From the first bad line to the incident and its page. */
        PAGED(Duration.ofMillis(100), Duration.ofHours(1)),

        /** From the instant at which a ring was due to the first proof that the bell sounds. */
        RUNG(Duration.ofMillis(5), Duration.ofMinutes(5)),

        /** From the page to a person acting on it. */
        ANSWERED(Duration.ofMillis(100), Duration.ofHours(1));

        private final Duration least;
        private final Duration most;

        Stage(Duration least, Duration most) {
            this.least = least;
            this.most = most;
        }

        /** 1, 2, 5 of every ten between the two. */
        private Duration[] bounds() {
            List<Duration> bounds = new ArrayList<>();
            for (long nanos = 1_000_000; nanos <= most.toNanos(); nanos *= 10) {
                for (int times : new int[] {1, 2, 5}) {
                    Duration bound = Duration.ofNanos(nanos * times);
                    if (bound.compareTo(least) >= 0 && bound.compareTo(most) <= 0) {
                        bounds.add(bound);
                    }
                }
            }
            bounds.add(most);
            return bounds.stream().distinct().toArray(Duration[]::new);
        }
    }

    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
    private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);

    public Stages() {
        for (Stage stage : Stage.values()) {
            timers.put(stage, Timer.builder("wakebell.stage")
                    .description("How long the stages of the line took")
                    .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                    .serviceLevelObjectives(stage.bounds())
                    .register(registry));
        }
    }

    /** What ended before it began, by a sender's clock that is ahead, took no time. */
    public void took(Stage stage, Duration duration) {
        Timer timer = timers.get(stage);
        if (timer != null) {
            timer.record(duration.isNegative() ? Duration.ZERO : duration);
        }
    }

    @Override
    public void bindTo(MeterRegistry to) {
        registry.add(to);
    }
}
