package org.wakebell.people;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What someone typed about a person, not yet checked.
 *
 * @param wakes and {@code sleeps}: {@code HH:mm}, local
 * @param teams ids
 * @param country whose public holidays they keep: {@code KR}, {@code CA-BC}, or empty
 */
public record Draft(
        String name,
        String email,
        String phone,
        String zone,
        String wakes,
        String sleeps,
        Set<Role> roles,
        List<Grant> capabilities,
        Set<String> teams,
        String language,
        String country) {

    public Draft {
        roles = Set.copyOf(roles);
        capabilities = List.copyOf(capabilities);
        teams = Set.copyOf(teams);
    }

    /** Someone awake from 7 to 23 who reads English and may only see. */
    public static Draft of(String name, String email, String zone) {
        return new Draft(name, email, "", zone, "07:00", "23:00", Set.of(Role.VIEWER), List.of(), Set.of(), "en", "");
    }

    /** Whose public holidays they keep. */
    public Draft keeping(String otherCountry) {
        return new Draft(name, email, phone, zone, wakes, sleeps, roles, capabilities, teams, language, otherCountry);
    }

    public Draft as(Role... some) {
        return new Draft(name, email, phone, zone, wakes, sleeps, Set.of(some), capabilities, teams, language, country);
    }

    public Draft awake(String from, String until) {
        return new Draft(name, email, phone, zone, from, until, roles, capabilities, teams, language, country);
    }

    public Draft in(String team) {
        Set<String> more = new LinkedHashSet<>(teams);
        more.add(team);
        return new Draft(name, email, phone, zone, wakes, sleeps, roles, capabilities, more, language, country);
    }

    public Draft able(String... some) {
        List<Grant> more = new ArrayList<>(capabilities);
        for (String capability : some) {
            more.add(new Grant(capability, null));
        }
        return new Draft(name, email, phone, zone, wakes, sleeps, roles, more, teams, language, country);
    }

    public Draft reading(String otherLanguage) {
        return new Draft(name, email, phone, zone, wakes, sleeps, roles, capabilities, teams, otherLanguage, country);
    }
}
