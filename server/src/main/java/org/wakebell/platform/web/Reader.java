package org.wakebell.platform.web;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose eyes a page is for: what the frame must know of a person, and no more.
 *
 * @param person the person's id, or null if nobody is signed in
 * @param roles names of roles in lower case, such as {@code admin}; empty if nobody is signed in
 * @param zone all times on the page are in this zone, and it is named
 * @param language English or Korean
 */
public record Reader(@Nullable String person, String name, Set<String> roles, ZoneId zone, Locale language) {

    public Reader {
        roles = Set.copyOf(roles);
    }

    public boolean signedIn() {
        return person != null;
    }

    /** Some role of these. */
    public boolean isAny(String... some) {
        for (String role : some) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
