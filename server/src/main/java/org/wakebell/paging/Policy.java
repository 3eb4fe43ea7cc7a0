package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.OnCall;
import org.wakebell.platform.web.Refusal;

/**
 * Whom to ring, in which order, and how long to wait for an answer.
 *
 * @param steps tried in order; after the last one the whole repeats from the first that is not {@link Target.Awake}
 */
public record Policy(String id, String name, String team, List<Step> steps, int version) {

    public Policy {
        steps = List.copyOf(steps);
    }

    /**
     * @param patience how long this step has for an answer before the next one begins, 0 s to 1 h
     * @param gentle how long the soft bells of a sleeper come before the loud ones, 0 s to 10 min
     * @param times how often it is rung before the next one begins, 1 to 10
     * @param answers how many people must answer while this step is the last one reached, 1 to 10
     * @param hours in which it holds; null: always
     */
    public record Step(Target target, Duration patience, Duration gentle, int times, int answers, @Nullable Hours hours) {

        public Step {
            if (patience.isNegative() || patience.compareTo(Duration.ofHours(1)) > 0) {
                throw Refusal.invalid("patience", "A step waits between 0 s and 1 h, not " + patience.toSeconds() + " s.");
            }
            if (gentle.isNegative() || gentle.compareTo(Duration.ofMinutes(10)) > 0) {
                throw Refusal.invalid("gentle", "The gentle part is between 0 s and 10 min, not " + gentle.toSeconds() + " s.");
            }
            if (times < 1 || times > 10) {
                throw Refusal.invalid("times", "A step is rung between 1 and 10 times, not " + times + ".");
            }
            if (answers < 1 || answers > 10) {
                throw Refusal.invalid("answers", "Between 1 and 10 people must answer, not " + answers + ".");
            }
        }

        public Step(Target target, Duration patience, Duration gentle) {
            this(target, patience, gentle, 1, 1, null);
        }

        boolean holds(Instant at) {
            return hours == null || hours.hold(at);
        }
    }

    /** Whom a step reaches. */
    public sealed interface Target {

        /** Whoever is on call in a schedule, its fall-back if nobody is. */
        record OnCall(String schedule) implements Target {}

        /**
         * People with the rights who are awake and not on call: asked before a sleeper is woken.
         *
         * @param worst so many users hurt leave no time for this step, 1 or more
         */
        record Awake(String schedule, long worst) implements Target {
            public Awake {
                if (worst < 1) {
                    throw Refusal.invalid("worst", "The bound on users hurt is 1 or more.");
                }
            }

            public Awake(String schedule) {
                this(schedule, WORST);
            }
        }

        /** Everyone of a team with the capability; if it has none of them, everyone in it who does not only look on. */
        record Team(String id) implements Target {}

        /** The next capable person of the team who was not rung for this page yet. */
        record NextAble() implements Target {}

        record Persons(List<String> ids) implements Target {
            public Persons {
                ids = List.copyOf(ids);
            }
        }

        /** Last resort: everyone in the team with the capability, and if there is none, everyone in the team. */
        record Everyone() implements Target {}
    }

    /** Distinct users are counted exactly up to here. */
    public static final long WORST = 1_000;

    public static final Duration WAIT = Duration.ofMinutes(3);
    public static final Duration GENTLE = Duration.ofSeconds(30);

    /** What a service gets unless someone chose otherwise. */
    public static List<Step> usual(String schedule) {
        return List.of(
                new Step(new Target.Awake(schedule), WAIT, GENTLE),
                new Step(new Target.OnCall(schedule), WAIT, GENTLE),
                new Step(new Target.NextAble(), WAIT, GENTLE),
                new Step(new Target.Everyone(), Duration.ofMinutes(5), GENTLE));
    }

    /** What a service gets that nobody made a policy for, where there is only one schedule that can be meant. */
    static Policy following(OnCall.Named schedule, String team) {
        return new Policy("", "the usual steps after " + schedule.name() + ", the only schedule", team, usual(schedule.id()), 0);
    }

    /** A service that nobody made a policy for still wakes someone: the capable people one by one, then everyone. */
    static Policy fallback(String team) {
        return new Policy(
                "",
                "nobody chose a policy",
                team,
                List.of(
                        new Step(new Target.NextAble(), WAIT, GENTLE),
                        new Step(new Target.Everyone(), Duration.ofMinutes(5), GENTLE)),
                0);
    }

    /** Where the repetition begins: asking the awake first a second time would only lose time. */
    int loop() {
        for (int i = 0; i < steps.size(); i++) {
            if (!(steps.get(i).target() instanceof Target.Awake)) {
                return i;
            }
        }
        return 0;
    }

    /** The schedule that a target asks, if it asks one. */
    static Optional<String> schedule(Target target) {
        return switch (target) {
            case Target.OnCall t -> Optional.of(t.schedule());
            case Target.Awake t -> Optional.of(t.schedule());
            case Target.NextAble _, Target.Persons _, Target.Team _, Target.Everyone _ -> Optional.empty();
        };
    }

    /** These steps, and the last resort if otherwise none would hold at this hour: a 911 rings at every hour. */
    static List<Step> always(List<Step> steps, Instant at) {
        boolean holds = steps.stream().anyMatch(s -> s.holds(at) && !(s.target() instanceof Target.Awake));
        if (holds) {
            return steps;
        }
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(new Target.Everyone(), Duration.ofMinutes(5), GENTLE));
        return more;
    }
}
