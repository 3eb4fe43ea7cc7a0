package org.wakebell.paging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wakebell.bells.Bells;
import org.wakebell.people.Person;

/** Which bells of a person begin when: as they chose, or as is usual. A bell that does not work holds up none behind it. */
final class BellPlan {

    /** @param after from the decision on */
    record Timed(Bells.BellFact bell, Duration after) {}

    private final Bells bells;
    private final Rules rules;

    BellPlan(Bells bells, Rules rules) {
        this.bells = bells;
        this.rules = rules;
    }

    /** For a 911. {@code gentle}: the soft part of a policy's step, for those who chose nothing of their own. */
    List<Timed> call(Person person, Rings.Manner manner, Duration gentle) {
        boolean up = manner == Rings.Manner.AWAKE || manner == Rings.Manner.SOFTLY;
        boolean softly = manner == Rings.Manner.SOFTLY;
        List<Bells.BellFact> all = bells.of(person.id()).stream().filter(b -> !softly || !b.waking()).toList();
        List<Timed> chosen = chosen(person, new Rules.When(Rules.Kind.CALL, up), all);
        if (chosen.isEmpty()) {
            boolean softWorks = all.stream().anyMatch(b -> !b.waking() && b.works());
            Duration loud = !softWorks ? Duration.ZERO : switch (manner) {
                case ASLEEP -> gentle;
                case AWAKE -> Policy.WAIT;
                case AT_ONCE, SOFTLY -> Duration.ZERO;
            };
            return inOrder(all.stream().map(b -> new Timed(b, b.waking() ? loud : Duration.ZERO)).toList());
        }
        return manner == Rings.Manner.AT_ONCE
                ? chosen.stream().map(t -> new Timed(t.bell, Duration.ZERO)).toList()
                : chosen;
    }

    /** For anything that wakes nobody. */
    List<Timed> softly(Person person, Rules.Kind kind, boolean awake) {
        List<Bells.BellFact> soft = bells.of(person.id()).stream().filter(b -> !b.waking()).toList();
        List<Timed> chosen = chosen(person, new Rules.When(kind, awake), soft);
        return chosen.isEmpty() ? soft.stream().map(b -> new Timed(b, Duration.ZERO)).toList() : chosen;
    }

    /** They chose bells for a 912 while they sleep; otherwise it waits until they are awake. */
    boolean tellsASleeper(Person person) {
        return !rules.chosen(person.id(), new Rules.When(Rules.Kind.TASK, false)).isEmpty();
    }

    /** Empty if they chose nothing, or nothing of it works: then every bell they have is tried. */
    private List<Timed> chosen(Person person, Rules.When when, List<Bells.BellFact> all) {
        List<Timed> chosen = new ArrayList<>();
        for (Rules.Entry entry : rules.chosen(person.id(), when)) {
            all.stream().filter(b -> b.id().equals(entry.bell())).forEach(b -> chosen.add(new Timed(b, entry.after())));
        }
        return chosen.stream()
                .filter(t -> t.bell.works())
                .map(Timed::after)
                .min(Comparator.naturalOrder())
                .map(first -> inOrder(chosen.stream().map(t -> new Timed(t.bell, less(t.after, first))).toList()))
                .orElse(List.of());
    }

    private static Duration less(Duration after, Duration first) {
        return after.compareTo(first) <= 0 ? Duration.ZERO : after.minus(first);
    }

    private static List<Timed> inOrder(List<Timed> timed) {
        return timed.stream()
                .sorted(Comparator.comparing(Timed::after).thenComparing(t -> t.bell.waking()))
                .toList();
    }
}
