package org.wakebell.people;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who there is. Readable inside any transaction; opens its own read otherwise. */
public interface People {

    Optional<Person> person(String id);

    /** Everyone active, by name. */
    List<Person> everyone();

    /** Active members of a team, by name. */
    List<Person> team(String team);

    Optional<Service> service(String id);

    List<Service> services();

    /**
     * Awake by the hours they gave, or because they did something in the last 15 minutes, whatever the clock says.
     */
    boolean awake(Person person, Instant at);

    /** Remembers that this person just did something by hand. Cheap; written at most once a minute. */
    void acted(String person, Instant at);

    /** Appends to the audit log, in the caller's transaction. {@code what} is {@code room.act}. */
    void audit(Actor by, String what, String object, String detail);

    /** Those of the given people who are active, in the given order. */
    default List<Person> those(Collection<String> ids) {
        return ids.stream().map(this::person).flatMap(Optional::stream).filter(Person::active).toList();
    }
}
