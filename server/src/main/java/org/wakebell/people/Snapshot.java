package org.wakebell.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Everyone and everything of this room, read at once and kept until its stamp changes. */
record Snapshot(
        String stamp,
        Map<String, Person> persons,
        Map<String, List<Grant>> grants,
        Map<String, Team> teams,
        Map<String, Service> services) {

    /** The person with the capabilities that hold now. */
    @Nullable Person person(String id, Instant now) {
        Person raw = persons.get(id);
        return raw == null ? null : able(raw, now);
    }

    Person able(Person raw, Instant now) {
        Set<String> holding = grants.getOrDefault(raw.id(), List.of()).stream()
                .filter(g -> g.holds(now))
                .map(Grant::capability)
                .collect(Collectors.toUnmodifiableSet());
        return new Person(
                raw.id(), raw.name(), raw.email(), raw.phone(), raw.zone(), raw.wakes(), raw.sleeps(), raw.roles(), holding,
                raw.teams(), raw.language(), raw.active());
    }

    /** Inside a transaction. */
    static Snapshot load(Tx tx, String stamp) {
        Map<String, Set<String>> memberships = new HashMap<>();
        tx.sql("SELECT team, person FROM people_member").query(row -> {
            memberships.computeIfAbsent(row.getString("person"), k -> new TreeSet<>()).add(row.getString("team"));
        });
        Map<String, List<Grant>> grants = new HashMap<>();
        tx.sql("SELECT person, capability, until FROM people_capability ORDER BY person, capability").query(row -> {
            grants.computeIfAbsent(row.getString("person"), k -> new ArrayList<>())
                    .add(new Grant(row.getString("capability"), Micros.nullable(row, "until")));
        });
        Map<String, Person> persons = new LinkedHashMap<>();
        tx.sql("SELECT * FROM people_person ORDER BY name, id").query(row -> {
            Person person = person(row, memberships);
            persons.put(person.id(), person);
        });
        Map<String, Team> teams = new LinkedHashMap<>();
        tx.sql("SELECT id, name FROM people_team ORDER BY name, id").query(row -> {
            teams.put(row.getString("id"), new Team(row.getString("id"), row.getString("name")));
        });
        Map<String, Service> services = new LinkedHashMap<>();
        tx.sql("SELECT id, name, team, demands FROM people_service ORDER BY name, id").query(row -> {
            services.put(
                    row.getString("id"),
                    new Service(row.getString("id"), row.getString("name"), row.getString("team"), words(row.getString("demands"))));
        });
        return new Snapshot(
                stamp,
                Collections.unmodifiableMap(persons),
                Map.copyOf(grants),
                Collections.unmodifiableMap(teams),
                Collections.unmodifiableMap(services));
    }

    private static Person person(ResultSet row, Map<String, Set<String>> memberships) throws SQLException {
        String id = row.getString("id");
        return new Person(
                id,
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                ZoneId.of(row.getString("zone")),
                LocalTime.ofSecondOfDay(row.getInt("wakes") * 60L),
                LocalTime.ofSecondOfDay(row.getInt("sleeps") * 60L),
                words(row.getString("roles")).stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
                Set.of(),
                memberships.getOrDefault(id, Set.of()),
                Locale.of(row.getString("language")),
                row.getBoolean("active"));
    }

    static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Arrays.stream(text.split(",")).collect(Collectors.toUnmodifiableSet());
    }

    static String text(Set<?> words) {
        return words.stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
    }
}
