package org.wakebell.people;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/**
 * Someone who can be reached.
 *
 * @param email where mail goes, always verified to belong to them or typed by an admin
 * @param phone E.164 or empty; shown to those who may have to call
 * @param zone where they live
 * @param here where they are now: the zone of a travel, else home. For another instant ask {@link People#zoneOf}
 * @param wakes and {@code sleeps}: the hours they are normally awake, local to the zone they are in; a day may end
 *     after midnight ({@code wakes} 09:00, {@code sleeps} 01:00)
 * @param capabilities what they may do: {@code prod-write}, {@code database}, …
 * @param country whose public holidays they keep: {@code KR}, {@code CA-BC}, or empty
 * @param language {@code en} or {@code ko}
 */
public record Person(
        String id,
        String name,
        String email,
        String phone,
        ZoneId zone,
        ZoneId here,
        LocalTime wakes,
        LocalTime sleeps,
        Set<Role> roles,
        Set<String> capabilities,
        Set<String> teams,
        Locale language,
        String country,
        boolean active) {

    public Person {
        roles = Set.copyOf(roles);
        capabilities = Set.copyOf(capabilities);
        teams = Set.copyOf(teams);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean can(Set<String> demands) {
        return capabilities.containsAll(demands);
    }
}
