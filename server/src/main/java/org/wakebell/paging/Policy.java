package org.wakebell.paging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
     */
    public record Step(Target target, Duration patience, Duration gentle) {

        public Step {
            if (patience.isNegative() || patience.compareTo(Duration.ofHours(1)) > 0) {
                throw Refusal.invalid("patience", "A step waits between 0 s and 1 h, not " + patience.toSeconds() + " s.");
            }
            if (gentle.isNegative() || gentle.compareTo(Duration.ofMinutes(10)) > 0) {
                throw Refusal.invalid("gentle", "The gentle part is between 0 s and 10 min, not " + gentle.toSeconds() + " s.");
            }
        }
    }

    /** Whom a step reaches. */
    public sealed interface Target {

        /** Whoever is on call in a schedule, its fall-back if nobody is. */
        record OnCall(String schedule) implements Target {}

        /** People with the rights who are awake and not on call: asked before a sleeper is woken. */
        record Awake(String schedule) implements Target {}

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

    /** One step a line: {@code target argument… | wait seconds | gentle seconds}. */
    static String write(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(word(step.target()))
                    .append(" | ")
                    .append(step.patience().toSeconds())
                    .append(" | ")
                    .append(step.gentle().toSeconds())
                    .append('\n');
        }
        return text.toString();
    }

    /** @throws Refusal naming the line that cannot be read */
    public static List<Step> read(String text) {
        List<Step> steps = new ArrayList<>();
        for (String line : text.strip().lines().toList()) {
            String[] parts = line.split("\\|", -1);
            if (parts.length != 3) {
                throw Refusal.invalid("steps", "Step " + (steps.size() + 1) + " is written as: target | wait | gentle.");
            }
            steps.add(new Step(target(parts[0].strip(), steps.size() + 1), seconds(parts[1]), seconds(parts[2])));
        }
        if (steps.isEmpty()) {
            throw Refusal.invalid("steps", "A policy has at least one step.");
        }
        return steps;
    }

    public static String word(Target target) {
        return switch (target) {
            case Target.OnCall t -> "oncall " + t.schedule();
            case Target.Awake t -> "awake " + t.schedule();
            case Target.NextAble t -> "next";
            case Target.Persons t -> "persons " + String.join(" ", t.ids());
            case Target.Everyone t -> "everyone";
        };
    }

    /** The schedule that a target asks, if it asks one. */
    static Optional<String> schedule(Target target) {
        return switch (target) {
            case Target.OnCall t -> Optional.of(t.schedule());
            case Target.Awake t -> Optional.of(t.schedule());
            case Target.NextAble _, Target.Persons _, Target.Everyone _ -> Optional.empty();
        };
    }

    static Target target(String text, int number) {
        List<String> words = List.of(text.split("\\s+"));
        @Nullable String schedule = words.size() == 2 ? words.get(1) : null;
        return switch (words.getFirst()) {
            case "oncall" -> new Target.OnCall(named(schedule, number));
            case "awake" -> new Target.Awake(named(schedule, number));
            case "next" -> new Target.NextAble();
            case "persons" -> new Target.Persons(List.copyOf(Set.copyOf(words.subList(1, words.size()))));
            case "everyone" -> new Target.Everyone();
            default -> throw Refusal.invalid(
                    "steps",
                    "Step " + number + " says \"" + words.getFirst()
                            + "\"; a step is one of: oncall SCHEDULE, awake SCHEDULE, next, persons ID…, everyone.");
        };
    }

    private static String named(@Nullable String schedule, int number) {
        if (schedule == null) {
            throw Refusal.invalid("steps", "Step " + number + " needs the schedule it means.");
        }
        return schedule;
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw Refusal.invalid("steps", "\"" + text.strip() + "\" is not a whole number of seconds.");
        }
    }
}
