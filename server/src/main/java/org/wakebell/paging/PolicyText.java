package org.wakebell.paging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.paging.Policy.Step;
import org.wakebell.paging.Policy.Target;
import org.wakebell.platform.web.Refusal;

/**
 * Steps as they are written down, one a line: {@code target argument… | wait seconds | gentle seconds}, and if they say more
 * than usual: {@code | times | answers | hours}.
 */
public final class PolicyText {

    public static String write(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(word(step.target()))
                    .append(" | ")
                    .append(step.patience().toSeconds())
                    .append(" | ")
                    .append(step.gentle().toSeconds());
            if (step.times() != 1 || step.answers() != 1 || step.hours() != null) {
                text.append(" | ").append(step.times()).append(" | ").append(step.answers()).append(" | ");
                text.append(step.hours() == null ? "" : step.hours().text());
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** @throws Refusal naming the line that cannot be read */
    public static List<Step> read(String text) {
        List<Step> steps = new ArrayList<>();
        for (String line : text.strip().lines().toList()) {
            steps.add(step(line.split("\\|", -1), steps.size() + 1));
        }
        if (steps.isEmpty()) {
            throw Refusal.invalid("steps", "A policy has at least one step.");
        }
        return steps;
    }

    private static Step step(String[] parts, int number) {
        if (parts.length != 3 && parts.length != 6) {
            throw Refusal.invalid("steps", "Step " + number + " is written as: target | wait | gentle, or with | times | answers | hours.");
        }
        try {
            Target target = target(parts[0].strip(), number);
            Duration patience = Duration.ofSeconds(whole(parts[1]));
            Duration gentle = Duration.ofSeconds(whole(parts[2]));
            if (parts.length == 3) {
                return new Step(target, patience, gentle);
            }
            @Nullable Hours hours = parts[5].isBlank() ? null : Hours.of(parts[5]);
            return new Step(target, patience, gentle, (int) whole(parts[3]), (int) whole(parts[4]), hours);
        } catch (Refusal refusal) {
            throw refusal.message().startsWith("Step ")
                    ? refusal
                    : Refusal.invalid("steps", "Step " + number + ": " + refusal.message());
        }
    }

    public static String word(Target target) {
        return switch (target) {
            case Target.OnCall t -> "oncall " + t.schedule();
            case Target.Awake t -> "awake " + t.schedule() + (t.worst() == Policy.WORST ? "" : " " + t.worst());
            case Target.NextAble t -> "next";
            case Target.Persons t -> "persons " + String.join(" ", t.ids());
            case Target.Team t -> "team " + t.id();
            case Target.Everyone t -> "everyone";
        };
    }

    private static Target target(String text, int number) {
        List<String> words = List.of(text.split("\\s+"));
        return switch (words.getFirst()) {
            case "oncall" -> new Target.OnCall(named(words, "schedule", 2, number));
            case "awake" -> words.size() == 3
                    ? new Target.Awake(words.get(1), whole(words.get(2)))
                    : new Target.Awake(named(words, "schedule", 2, number));
            case "next" -> new Target.NextAble();
            case "persons" -> {
                named(words, "persons", words.size(), number);
                yield new Target.Persons(List.copyOf(Set.copyOf(words.subList(1, words.size()))));
            }
            case "team" -> new Target.Team(named(words, "team", 2, number));
            case "everyone" -> new Target.Everyone();
            default -> throw Refusal.invalid(
                    "steps",
                    "Step " + number + " says \"" + words.getFirst()
                            + "\"; a step is one of: oncall SCHEDULE, awake SCHEDULE [USERS], next, persons ID…, team ID, everyone.");
        };
    }

    private static String named(List<String> words, String what, int size, int number) {
        if (words.size() < 2 || words.size() != size) {
            throw Refusal.invalid("steps", "Step " + number + " needs the " + what + " it means.");
        }
        return words.get(1);
    }

    private static long whole(String text) {
        if (!text.strip().matches("[0-9]{1,6}")) {
            throw Refusal.invalid("steps", "\"" + text.strip() + "\" is not a whole number.");
        }
        return Long.parseLong(text.strip());
    }

    private PolicyText() {}
}
