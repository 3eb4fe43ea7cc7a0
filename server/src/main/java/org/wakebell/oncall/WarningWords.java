package org.wakebell.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.wakebell.people.People;
import org.wakebell.people.Person;

/** A warning as a sentence, in somebody's language and by their clock. */
public final class WarningWords {

    private final People people;
    private final Speech words;

    /** Whoever knows the words: {@code words::say}. */
    @FunctionalInterface
    public interface Speech {
        String say(Locale language, String key, Object... values);
    }

    public WarningWords(People people, Speech words) {
        this.people = people;
        this.words = words;
    }

    /** {@code Nobody is on call Mon 23 Nov 09:00 – Mon 23 Nov 18:00, 8 times}. Without the schedule's name. */
    public String say(Warning warning, Locale language, ZoneId zone) {
        String who = names(warning.people());
        String what = String.join(", ", warning.what());
        String when = at(warning.from(), language, zone) + " – " + at(warning.until(), language, zone);
        String said =
                switch (warning.kind()) {
                    case EMPTY, NO_FALLBACK -> say(language, warning);
                    case GAP -> say(language, warning, when);
                    case EMPTY_TURN -> say(language, warning, when, what);
                    case UNABLE -> say(language, warning, when, what, who);
                    case VACATION, HOLIDAY, ALL_OFF -> say(language, warning, who, when);
                    case INACTIVE -> say(language, warning, who);
                    case EXPIRED -> say(language, warning, who, what);
                    case EXPIRING -> say(language, warning, who, what, at(warning.from(), language, zone));
                    case UNREAD -> say(
                            language, warning, warning.what().getFirst(), at(warning.from(), language, zone), warning.what().getLast());
                    case NIGHTS -> say(language, warning, who, warning.times(), when);
                };
        boolean again = warning.times() > 1 && warning.kind() != Warning.Kind.NIGHTS;
        return again ? said + words.say(language, "oncall.warn.times", warning.times()) : said;
    }

    private String say(Locale language, Warning warning, Object... values) {
        return words.say(language, "oncall.warn." + warning.kind().name(), values);
    }

    private String at(Instant at, Locale language, ZoneId zone) {
        return DateTimeFormatter.ofPattern(words.say(language, "platform.time.day") + " HH:mm", language)
                .format(at.atZone(zone));
    }

    private String names(List<String> ids) {
        return String.join(", ", ids.stream().map(id -> people.person(id).map(Person::name).orElse(id)).toList());
    }
}
