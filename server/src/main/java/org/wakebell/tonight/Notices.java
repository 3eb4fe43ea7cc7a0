package org.wakebell.tonight;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Set;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Words;

/** Soft messages about one's shifts, by one's soft bells (mail, push), and which of them somebody does not want. */
public final class Notices {

    public enum Notice {
        /** You go on call in an hour. */
        SOON,
        /** You are off. */
        OFF,
        /** Your future shifts moved. */
        MOVED,
        /** What to look at in the next 60 days. */
        WEEKLY
    }

    private final Tx tx;
    private final People people;
    private final Paging paging;
    private final Words words;

    Notices(Tx tx, People people, Paging paging, Words words) {
        this.tx = tx;
        this.people = people;
        this.paging = paging;
        this.words = words;
    }

    /** What this person gets. */
    public Set<Notice> of(String person) {
        Set<Notice> wanted = EnumSet.allOf(Notice.class);
        tx.read(() -> tx.sql("SELECT notice FROM tonight_quiet WHERE person = ?")
                        .params(person)
                        .query(String.class)
                        .list())
                .forEach(quiet -> wanted.removeIf(notice -> notice.name().equals(quiet)));
        return wanted;
    }

    /** What they get from now on. */
    public void choose(Actor by, Set<Notice> wanted) {
        tx.write(() -> {
            tx.sql("DELETE FROM tonight_quiet WHERE person = ?").params(by.person()).update();
            for (Notice notice : Notice.values()) {
                if (!wanted.contains(notice)) {
                    tx.sql("INSERT INTO tonight_quiet (person, notice) VALUES (?, ?) ON CONFLICT (person, notice) DO NOTHING")
                            .params(by.person(), notice.name())
                            .update();
                }
            }
            people.audit(by, "tonight.notices", by.person(), wanted.toString());
        });
    }

    /** In the caller's transaction; the same {@code key} is said once to one person. */
    void tell(Notice notice, Person to, String key, String title, String text, String link) {
        if (to.active() && of(to.id()).contains(notice)) {
            paging.note(to, key, title, text, link);
        }
    }

    String say(Person to, String key, Object... values) {
        return words.say(to.language(), "tonight.notice." + key, values);
    }

    /** By the clock of where the reader is then. */
    String at(Person to, Instant instant) {
        ZoneId zone = people.zoneOf(to, instant);
        String pattern = words.say(to.language(), "platform.time.day") + " HH:mm";
        return DateTimeFormatter.ofPattern(pattern, to.language()).format(instant.atZone(zone)) + " (" + zone.getId() + ")";
    }
}
