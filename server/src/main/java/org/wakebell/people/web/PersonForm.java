package org.wakebell.people.web;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.wakebell.people.Draft;
import org.wakebell.people.Grant;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Refusal;

/**
 * A person as the form shows and sends them: all text.
 *
 * @param capabilities separated by commas, each may say until when: {@code database until 2026-12-24}
 */
public record PersonForm(
        String name,
        String email,
        String phone,
        String zone,
        String wakes,
        String sleeps,
        Set<Role> roles,
        String capabilities,
        Set<String> teams,
        String language,
        String country) {

    private static final Pattern CAPABILITY = Pattern.compile("(\\S+)(?:\\s+until\\s+(\\d{4}-\\d\\d-\\d\\d))?");

    static PersonForm empty(String zone, String language) {
        return new PersonForm("", "", "", zone, "07:00", "23:00", Set.of(Role.RESPONDER), "", Set.of(), language, "");
    }

    static PersonForm of(Person person, List<Grant> grants) {
        String capabilities = grants.stream()
                .map(g -> g.until() == null
                        ? g.capability()
                        : g.capability() + " until " + LocalDate.ofInstant(g.until().minusNanos(1), person.zone()))
                .collect(Collectors.joining(", "));
        return new PersonForm(
                person.name(), person.email(), person.phone(), person.zone().getId(), shown(person.wakes()), shown(person.sleeps()),
                person.roles(), capabilities, person.teams(), person.language().getLanguage(), person.country());
    }

    private static String shown(LocalTime time) {
        return time.toString();
    }

    static PersonForm of(MultiValueMap<String, String> sent) {
        Set<Role> roles = new LinkedHashSet<>();
        for (String role : sent.getOrDefault("roles", List.of())) {
            Arrays.stream(Role.values()).filter(r -> r.name().equals(role)).forEach(roles::add);
        }
        return new PersonForm(
                first(sent, "name"), first(sent, "email"), first(sent, "phone"), first(sent, "zone"), first(sent, "wakes"),
                first(sent, "sleeps"), roles, first(sent, "capabilities"),
                new LinkedHashSet<>(sent.getOrDefault("teams", List.of())), first(sent, "language"), first(sent, "country"));
    }

    private static String first(MultiValueMap<String, String> sent, String name) {
        String value = sent.getFirst(name);
        return value == null ? "" : value;
    }

    Draft draft() {
        return new Draft(name, email, phone, zone, wakes, sleeps, roles, grants(), teams, language, country);
    }

    private List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        for (String part : capabilities.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher m = CAPABILITY.matcher(part.strip());
            if (!m.matches()) {
                throw Refusal.invalid("capabilities", "Write capabilities as in: prod-write, database until 2026-12-24.");
            }
            try {
                grants.add(new Grant(
                        m.group(1),
                        m.group(2) == null
                                ? null
                                : LocalDate.parse(m.group(2)).plusDays(1).atStartOfDay(Zones.of("zone", zone)).toInstant()));
            } catch (DateTimeParseException e) {
                throw Refusal.invalid("capabilities", m.group(2) + " is no day. Write the last day as 2026-12-24.");
            }
        }
        return grants;
    }
}
