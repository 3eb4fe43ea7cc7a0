package org.wakebell.paging.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Rules;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** A person's bells for each situation. {@code me} stands for whoever asks; a situation is {@code 911-asleep} and the like. */
@RestController
@SignedIn
@RequestMapping("/api/v1/people/{person}/bell-rules")
class RulesApi {

    /** @param after whole seconds from the message on */
    record Entry(@Nullable String bell, @Nullable Integer after) {}

    record Draft(@Nullable List<Entry> bells) {}

    /** @param after seconds; a bell that does not work holds up none behind it */
    record Rings(String bell, String label, boolean works, long after) {}

    /** @param own chosen by the person; empty: the usual. {@code rings}: what would ring now */
    record Rule(String situation, List<Entry> own, List<Rings> rings) {}

    private final Rules rules;
    private final Paging paging;
    private final People people;

    RulesApi(Rules rules, Paging paging, People people) {
        this.rules = rules;
        this.paging = paging;
        this.people = people;
    }

    @GetMapping
    List<Rule> all(@PathVariable("person") String named, Actor actor) {
        Person person = person(named, actor);
        return Rules.When.ALL.stream().map(when -> rule(person, when)).toList();
    }

    @PutMapping("/{situation}")
    Rule choose(@PathVariable("person") String named, @PathVariable("situation") String situation, @RequestBody Draft sent, Actor actor) {
        Person person = person(named, actor);
        Rules.When when = Rules.When.of(situation);
        if (sent.bells() == null || sent.bells().isEmpty()) {
            throw Refusal.invalid("bells", "Name at least one bell, or DELETE this rule to go back to the usual.");
        }
        List<Rules.Entry> entries = sent.bells().stream()
                .map(e -> new Rules.Entry(e.bell() == null ? "" : e.bell(), Duration.ofSeconds(e.after() == null ? 0 : e.after())))
                .toList();
        rules.choose(actor, person.id(), Map.of(when, entries));
        return rule(person, when);
    }

    /** Back to the usual. */
    @DeleteMapping("/{situation}")
    Rule usual(@PathVariable("person") String named, @PathVariable("situation") String situation, Actor actor) {
        Person person = person(named, actor);
        Rules.When when = Rules.When.of(situation);
        rules.choose(actor, person.id(), Map.of(when, List.of()));
        return rule(person, when);
    }

    private Person person(String named, Actor actor) {
        String id = named.equals("me") ? actor.person() : named;
        rules.requireMay(actor, id);
        return people.person(id).orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    private Rule rule(Person person, Rules.When when) {
        return new Rule(
                when.word(),
                rules.chosen(person.id(), when).stream()
                        .map(e -> new Entry(e.bell(), (int) e.after().toSeconds()))
                        .toList(),
                paging.bells(person, when).stream()
                        .map(b -> new Rings(b.bell(), b.label(), b.works(), b.after().toSeconds()))
                        .toList());
    }
}
