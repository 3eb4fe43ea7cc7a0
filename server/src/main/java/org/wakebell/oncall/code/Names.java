package org.wakebell.oncall.code;

import java.util.List;
import java.util.Optional;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Refusal;

/** What a file calls people, on a server: their mail address, their name or their id. */
final class Names {

    private final People people;

    Names(People people) {
        this.people = people;
    }

    /** @throws Refusal if it is nobody, or more than one */
    String id(String written) {
        String wanted = written.strip();
        Optional<Person> exact = people.person(wanted).or(() -> people.byEmail(wanted));
        if (exact.isPresent()) {
            return exact.get().id();
        }
        List<Person> named = people.everyone().stream().filter(p -> p.name().equalsIgnoreCase(wanted)).toList();
        if (named.size() == 1) {
            return named.getFirst().id();
        }
        throw Refusal.invalid("", named.isEmpty()
                ? "there is nobody \"" + wanted + "\" here; write the mail address, the name or the id of somebody under People"
                : "there are " + named.size() + " people named \"" + wanted + "\"; write the mail address");
    }

    /** The mail address, else the name if it is the only one, else the id. */
    String written(String id) {
        Optional<Person> person = people.person(id);
        if (person.isEmpty()) {
            return id;
        }
        String email = person.get().email();
        if (!email.isBlank()) {
            return email;
        }
        String name = person.get().name();
        boolean only = people.everyone().stream().filter(p -> p.name().equalsIgnoreCase(name)).count() == 1;
        return only ? name : id;
    }
}
