package org.wakebell.people;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/**
 * Whoever watches this server from outside and complains when its pulse stops: nobody of ours, and in no table. A beat
 * of the pulse travels the whole line as any trouble does, under this one name: it is the source and the service of the
 * beat, the person whom it rings, and the bell that reaches them. Lists for people leave it out.
 */
public final class Watcher {

    /** No key made by {@code Ids} looks like this. */
    public static final String ID = "pulse";

    public static final Person PERSON = new Person(
            ID, "the watcher outside", "", "", ZoneOffset.UTC, ZoneOffset.UTC, LocalTime.MIN, LocalTime.MAX, Set.of(), Set.of(),
            Set.of(), Locale.ENGLISH, "", true);

    private Watcher() {}
}
