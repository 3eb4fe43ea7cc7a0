package org.wakebell.paging;

import java.time.Instant;
import java.util.List;
import org.wakebell.people.Actor;

/** Hook, implemented by whoever pages about something. Called inside paging's transaction. */
public interface Subject {

    /** {@code incident}, {@code alert}, {@code drill}. */
    String kind();

    /** Words for a bell and for the answer screen; never sample lines. */
    Brief brief(String id);

    /** Distinct users known to be hurt by it by now; counted exactly up to 1,000. */
    default long hurt(String id) {
        return 0;
    }

    /** {@code 1,000+ users}. */
    static String users(long hurt) {
        return hurt > Policy.WORST ? "1,000+ users" : hurt + (hurt == 1 ? " user" : " users");
    }

    /** Someone answered; {@code choice} is {@code up} or one of the brief's own choices. */
    void answered(String id, String page, String choice, Actor who);

    /** A bell is known to have rung about it, once for each ring. */
    default void rang(String id, Instant at, String person, String name, String bell, String why) {}

    /** A page about it said something worth a line in its story. */
    void told(String id, Instant at, String what, String why);

    /**
     * @param title one sentence: what is broken
     * @param facts short facts in order of weight: since when, how many users, still going on?
     * @param link path of its screen, from the root
     */
    record Brief(String title, List<String> facts, Instant since, String link) {
        public Brief {
            facts = List.copyOf(facts);
        }
    }
}
