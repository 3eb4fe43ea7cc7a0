package org.wakebell.people;

import java.util.Set;

/**
 * What is watched.
 *
 * @param team who it belongs to
 * @param demands capabilities that a responder needs to help here; may be empty
 */
public record Service(String id, String name, String team, Set<String> demands) {

    public Service {
        demands = Set.copyOf(demands);
    }
}
