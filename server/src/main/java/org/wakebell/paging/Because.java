package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Service;

/** Why a step is reached: which step of which policy, and who did not answer before it. */
final class Because {

    private final Pages pages;
    private final Policies policies;
    private final People people;

    Because(Pages pages, Policies policies, People people) {
        this.pages = pages;
        this.policies = policies;
        this.people = people;
    }

    /**
     * {@code "; step 2 of “nights”, because Ana (awake) did not answer in 3 min"}, to be put behind the reason of a person;
     * empty if there is nothing to say.
     *
     * @param page as it was before this step
     */
    String clause(Page page, Service service, int round, int number, Instant now) {
        if (page.urgency() != Paging.Urgency.WAKE) {
            return "";
        }
        String step = page.persons().isEmpty() ? step(policies.of(service), round, number) : "";
        String cause = cause(page, now);
        String both = step + (step.isEmpty() || cause.isEmpty() ? "" : ", ") + cause;
        return both.isEmpty() ? "" : "; " + both;
    }

    private static String step(Policy policy, int round, int number) {
        String of = policy.id().isEmpty() ? " (" + policy.name() + ")" : " of “" + policy.name() + "”";
        return "step " + number + of + (round > 1 ? ", round " + round : "");
    }

    private String cause(Page page, Instant now) {
        if (page.nextRound() == 1 && page.nextStep() == 0) {
            return "";
        }
        String before = page.nextRound() + "." + page.nextStep();
        List<RingRow> last = pages.rings(page.id()).stream()
                .filter(r -> r.place().equals(before) || r.place().startsWith(before + "t"))
                .toList();
        if (last.isEmpty()) {
            return "";
        }
        String who = last.stream()
                .map(RingRow::person)
                .distinct()
                .flatMap(id -> people.person(id).stream())
                .map(p -> named(p, last.getFirst().decided()))
                .collect(Collectors.joining(", "));
        if (last.stream().allMatch(r -> r.state() == RingRow.State.FAILED)) {
            return "because no bell of " + who + " rang";
        }
        if (last.stream().allMatch(r -> r.state() == RingRow.State.QUIET)) {
            return "because " + who + " hushed it or passed it on";
        }
        return "because " + who + " did not answer in " + length(Duration.between(last.getFirst().decided(), now));
    }

    private String named(Person person, Instant at) {
        return person.name() + (people.awake(person, at) ? " (awake)" : "");
    }

    private static String length(Duration waited) {
        return waited.toSeconds() % 60 == 0 ? waited.toMinutes() + " min" : waited.toSeconds() < 120
                ? waited.toSeconds() + " s"
                : waited.toMinutes() + " min " + waited.toSecondsPart() + " s";
    }
}
