package org.wakebell.paging.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.bells.Bells;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Rules;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** Which of one's bells rings for what, and when. Works without JavaScript. */
@Controller
@SignedIn
class RulesScreen {

    private static final List<Long> DELAYS = List.of(0L, 10L, 20L, 30L, 60L, 120L, 180L);

    /** Time for a light or a speaker to wake one person before a siren wakes the household. */
    private static final Duration HOUSEHOLD = Duration.ofSeconds(60);

    private final Rules rules;
    private final Paging paging;
    private final People people;
    private final Bells bells;

    RulesScreen(Rules rules, Paging paging, People people, Bells bells) {
        this.rules = rules;
        this.paging = paging;
        this.people = people;
        this.bells = bells;
    }

    @GetMapping("/bells/rules")
    View show(@RequestParam(defaultValue = "") String person, @RequestParam(defaultValue = "") String done, Actor actor, Page page) {
        return page.show("paging/rules.jte", "it", shown(of(person, actor), Map.of(), Wrong.NOTHING, done.equals("saved"), actor, page));
    }

    @PostMapping("/bells/rules")
    View choose(@RequestParam MultiValueMap<String, String> sent, Actor actor, HttpServletResponse response, Page page) {
        Person person = of(value(sent, "person"), actor);
        Map<Rules.When, List<Rules.Entry>> chosen = value(sent, "preset").isEmpty()
                ? chosen(sent, bells.of(person.id()))
                : preset(value(sent, "preset"), bells.of(person.id()));
        try {
            if (value(sent, "preset").isEmpty()) {
                requireOneEach(chosen, bells.of(person.id()));
            }
            rules.choose(actor, person.id(), chosen);
            return Then.go("/bells/rules?done=saved" + (person.id().equals(actor.person()) ? "" : "&person=" + person.id()));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            response.setStatus(400);
            return page.show("paging/rules.jte", "it", shown(person, chosen, Wrong.of(page, "paging", refusal), false, actor, page));
        }
    }

    private Person of(String person, Actor actor) {
        String id = person.isEmpty() ? actor.person() : person;
        rules.requireMay(actor, id);
        return people.person(id).orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    private static Map<Rules.When, List<Rules.Entry>> chosen(MultiValueMap<String, String> sent, List<Bells.BellFact> theirs) {
        Map<Rules.When, List<Rules.Entry>> chosen = new LinkedHashMap<>();
        for (Rules.When when : Rules.When.ALL) {
            List<Rules.Entry> entries = new ArrayList<>();
            for (Bells.BellFact bell : theirs) {
                String after = value(sent, when.word() + "." + bell.id());
                if (after.matches("[0-9]{1,4}")) {
                    entries.add(new Rules.Entry(bell.id(), Duration.ofSeconds(Long.parseLong(after))));
                }
            }
            chosen.put(when, entries);
        }
        return chosen;
    }

    private static void requireOneEach(Map<Rules.When, List<Rules.Entry>> chosen, List<Bells.BellFact> theirs) {
        chosen.forEach((when, entries) -> {
            if (entries.isEmpty() && !Rules.usual(theirs, when).isEmpty()) {
                throw Refusal.invalid(when.word(), "Leave at least one bell on.");
            }
        });
    }

    /** For a sleeper's 911; everything else stays as it is. */
    private static Map<Rules.When, List<Rules.Entry>> preset(String preset, List<Bells.BellFact> theirs) {
        Rules.When asleep = new Rules.When(Rules.Kind.CALL, false);
        return switch (preset) {
            case "usual" -> Map.of(asleep, List.of());
            case "household" -> Map.of(asleep, theirs.stream()
                    .map(b -> new Rules.Entry(b.id(), b.kind().equals("dlink") && theirs.size() > 1 ? HOUSEHOLD : Duration.ZERO))
                    .toList());
            case "at-once" -> Map.of(asleep, theirs.stream().map(b -> new Rules.Entry(b.id(), Duration.ZERO)).toList());
            default -> throw Refusal.invalid("preset", "A preset is usual, household or at-once.");
        };
    }

    private RulesShown shown(
            Person person, Map<Rules.When, List<Rules.Entry>> typed, Wrong wrong, boolean saved, Actor actor, Page page) {
        List<Bells.BellFact> theirs = bells.of(person.id());
        List<RulesShown.Situation> situations = Rules.When.ALL.stream()
                .map(when -> situation(person, when, theirs, typed.getOrDefault(when, List.of()), page))
                .toList();
        return new RulesShown(person, person.id().equals(actor.person()), !theirs.isEmpty(), saved, wrong, situations);
    }

    private RulesShown.Situation situation(
            Person person, Rules.When when, List<Bells.BellFact> theirs, List<Rules.Entry> typed, Page page) {
        List<Rules.Entry> own = rules.chosen(person.id(), when);
        List<Rules.Entry> entries = !typed.isEmpty() ? typed : own.isEmpty() ? Rules.usual(theirs, when) : own;
        Map<String, Long> after = entries.stream()
                .collect(Collectors.toMap(Rules.Entry::bell, e -> e.after().toSeconds(), (a, b) -> a));
        List<RulesShown.Choice> choices = theirs.stream()
                .filter(bell -> when.kind() == Rules.Kind.CALL || !bell.waking())
                .map(bell -> choice(bell, after.getOrDefault(bell.id(), -1L)))
                .toList();
        return new RulesShown.Situation(when.word(), preview(person, when, page), own.isEmpty(), choices);
    }

    private static RulesShown.Choice choice(Bells.BellFact bell, long after) {
        TreeSet<Long> delays = new TreeSet<>(DELAYS);
        if (after >= 0) {
            delays.add(after);
        }
        return new RulesShown.Choice(bell.id(), bell.label(), bell.waking(), bell.works(), after, List.copyOf(delays));
    }

    /** As it stands in the database, and as the bells work now. */
    private String preview(Person person, Rules.When when, Page page) {
        if (when.kind() == Rules.Kind.TASK && !when.awake() && paging.bells(person, when).isEmpty()) {
            return page.t("paging.rules.waits");
        }
        List<Paging.BellAt> plan = paging.bells(person, when);
        return plan.isEmpty()
                ? page.t("paging.rules.nothing")
                : plan.stream()
                        .map(b -> (b.after().isZero()
                                        ? page.t("paging.rules.at-once", b.label())
                                        : page.t("paging.rules.after", b.label(), b.after().toSeconds()))
                                + (b.works() ? "" : " (" + page.t("paging.rules.broken") + ")"))
                        .collect(Collectors.joining(", "));
    }

    private static String value(MultiValueMap<String, String> sent, String name) {
        String value = sent.getFirst(name);
        return value == null ? "" : value;
    }
}
