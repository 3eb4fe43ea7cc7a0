package org.wakebell.people;

import java.util.Set;

/**
 * Who does something, and by what right: the first argument of every act.
 *
 * @param person the person's id; {@code "system"} for what Wakebell does by itself, with the reason in the act
 * @param via how they came: a signed-in screen, a token, a signed link that speaks for one page only, a sender's key
 */
public record Actor(String person, String name, Set<Role> roles, Via via) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    public enum Via {
        SCREEN,
        TOKEN,
        LINK,
        BELL,
        SENDER,
        SYSTEM
    }

    public static Actor system() {
        return new Actor("system", "Wakebell", Set.of(), Via.SYSTEM);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
