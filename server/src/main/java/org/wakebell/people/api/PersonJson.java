package org.wakebell.people.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Draft;
import org.wakebell.people.Grant;
import org.wakebell.people.Person;
import org.wakebell.people.Role;

/**
 * A person as programs see and send them.
 *
 * @param id given by the server; ignored when sent
 * @param zone a place, as in Asia/Seoul
 * @param wakes and {@code sleeps}: HH:mm, local
 * @param language en or ko
 * @param country whose public holidays they keep: KR, CA-BC, or empty
 * @param here the zone they are in now; ignored when sent
 * @param active ignored when sent; DELETE deactivates
 */
record PersonJson(
        @Nullable String id,
        String name,
        String email,
        @Nullable String phone,
        String zone,
        @Nullable String wakes,
        @Nullable String sleeps,
        Set<Role> roles,
        @Nullable List<Can> capabilities,
        @Nullable Set<String> teams,
        @Nullable String language,
        @Nullable String country,
        @Nullable String here,
        @Nullable Boolean active) {

    record Can(String capability, @Nullable Instant until) {}

    static PersonJson of(Person p, List<Grant> grants) {
        return new PersonJson(
                p.id(), p.name(), p.email(), p.phone(), p.zone().getId(), p.wakes().toString(), p.sleeps().toString(),
                new TreeSet<>(p.roles()), grants.stream().map(g -> new Can(g.capability(), g.until())).toList(),
                new TreeSet<>(p.teams()), p.language().getLanguage(), p.country(), p.here().getId(), p.active());
    }

    Draft draft() {
        return new Draft(
                text(name),
                text(email),
                text(phone),
                text(zone),
                wakes == null ? "07:00" : wakes,
                sleeps == null ? "23:00" : sleeps,
                roles == null ? Set.of() : roles,
                capabilities == null
                        ? List.of()
                        : capabilities.stream().map(c -> new Grant(c.capability, c.until)).collect(Collectors.toList()),
                teams == null ? Set.of() : teams,
                language == null ? "en" : language,
                text(country));
    }

    /** A field that was not sent is null whatever its type says. */
    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
