package org.wakebell.paging.web;

import java.util.List;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Wrong;

/**
 * A person's bells for each situation. Public for the template.
 *
 * @param own the reader's own
 * @param any they have a bell at all
 */
public record RulesShown(Person person, boolean own, boolean any, boolean saved, Wrong wrong, List<Situation> situations) {

    /**
     * @param word {@code 911-asleep}
     * @param preview in words: "e-mail at once, siren after 30 s"
     * @param usual nothing was chosen
     */
    public record Situation(String word, String preview, boolean usual, List<Choice> bells) {}

    /** @param after seconds, or -1: not used */
    public record Choice(String bell, String label, boolean waking, boolean works, long after, List<Long> delays) {}
}
