package org.wakebell.oncall.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.wakebell.oncall.ics.Occurrence;
import org.wakebell.people.Person;

/** Whom an event means: those whose mail address it carries or names, else those whose whole name its title has. */
final class Named {

    private final List<Person> people;

    /** @param people who may be meant */
    Named(List<Person> people) {
        this.people = people;
    }

    /** @param attendees whether an invitation counts, too; the title comes first */
    List<Person> of(Occurrence occurrence, boolean attendees) {
        List<Person> said = new ArrayList<>();
        String title = occurrence.summary().toLowerCase(Locale.ROOT);
        for (Person person : people) {
            boolean mail = !person.email().isBlank() && word(title, person.email().toLowerCase(Locale.ROOT));
            if (mail || word(title, person.name().toLowerCase(Locale.ROOT))) {
                said.add(person);
            }
        }
        if (said.isEmpty() && attendees) {
            people.stream().filter(person -> occurrence.mails().contains(person.email().toLowerCase(Locale.ROOT))).forEach(said::add);
        }
        return said;
    }

    private static boolean word(String title, String name) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}&&[^가-힣]])").matcher(title).find();
    }
}
