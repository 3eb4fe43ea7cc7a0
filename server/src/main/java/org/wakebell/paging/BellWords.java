package org.wakebell.paging;

import org.wakebell.people.Person;
import org.wakebell.people.Watcher;
import org.wakebell.platform.web.Words;

/** What a bell says, in the language of the person who hears it. */
final class BellWords {

    private final Words words;

    BellWords(Words words) {
        this.words = words;
    }

    String title(Person to, Paging.Urgency urgency, String title) {
        return switch (urgency) {
            case WAKE -> say(to, "911", title);
            case TRIAGE -> say(to, "triage", title);
            case GENTLE -> to.id().equals(Watcher.ID) ? title : say(to, "912", title);
        };
    }

    /** @param key without its prefix: {@code up}, {@code check.text} */
    String say(Person to, String key, Object... values) {
        return words.say(to.language(), "paging.bell." + key, values);
    }
}
