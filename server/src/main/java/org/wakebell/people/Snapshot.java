package org.wakebell.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
        Map<String, List<Absence>> absences,
        Map<String, List<Kept>> countries,
        Map<String, Team> teams,
        Map<String, Service> services) {

    /** The person with the capabilities that hold now. */
    @Nullable Person person(String id, Instant now) {
        Person raw = persons.get(id);
        return raw == null ? null : able(raw, now);
    }

    /** Whose public holidays somebody keeps from an instant on. */
    record Kept(Instant since, String country) {}

    private static final Kept NOWHERE = new Kept(Instant.EPOCH, "");

    List<Absence> of(String person) {
        return absences.getOrDefault(person, List.of());
    }

    /** Where they are: the last begun of what covers the instant. */
    ZoneId zone(Person person, Instant at) {
        return of(person.id()).reversed().stream()
                .filter(a -> a.zone() != null && a.covers(at))
                .map(Absence::zone)
                .findFirst()
                .orElse(person.zone());
    }

    Person able(Person raw, Instant now) {
        Set<String> holding = grants.getOrDefault(raw.id(), List.of()).stream()
                .filter(g -> g.holds(now))
                .map(Grant::capability)
                .collect(Collectors.toUnmodifiableSet());
        return new Person(
                raw.id(), raw.name(), raw.email(), raw.phone(), raw.zone(), zone(raw, now), raw.wakes(), raw.sleeps(), raw.roles(), holding,
                raw.teams(), raw.language(), raw.country(), raw.active());
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
        Map<String, List<Kept>> countries = new HashMap<>();
        tx.sql("SELECT person, since, country FROM people_country ORDER BY person, since").query(row -> {
            countries.computeIfAbsent(row.getString("person"), k -> new ArrayList<>())
                    .add(new Kept(Micros.instant(row, "since"), row.getString("country")));
        });
        Map<String, Person> persons = new LinkedHashMap<>();
        tx.sql("SELECT * FROM people_person ORDER BY name, id").query(row -> {
            Person person = person(row, memberships, countries);
            persons.put(person.id(), person);
        });
        Map<String, List<Absence>> absences = new HashMap<>();
        tx.sql("SELECT * FROM people_absence").query(row -> {
            Person person = persons.get(row.getString("person"));
            if (person != null) {
                absences.computeIfAbsent(person.id(), k -> new ArrayList<>()).add(absence(row, person));
            }
        });
        absences.values().forEach(list -> list.sort(Comparator.comparing(Absence::begins).thenComparing(Absence::id)));
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
                Map.copyOf(absences),
                Map.copyOf(countries),
                Collections.unmodifiableMap(teams),
                Collections.unmodifiableMap(services));
    }

    private static Person person(
            ResultSet row, Map<String, Set<String>> memberships, Map<String, List<Kept>> countries) throws SQLException {
        String id = row.getString("id");
        ZoneId home = ZoneId.of(row.getString("zone"));
        return new Person(
                id,
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                home,
                home,
                LocalTime.ofSecondOfDay(row.getInt("wakes") * 60L),
                LocalTime.ofSecondOfDay(row.getInt("sleeps") * 60L),
                words(row.getString("roles")).stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
                Set.of(),
                memberships.getOrDefault(id, Set.of()),
                Locale.of(row.getString("language")),
                countries.getOrDefault(id, List.of(NOWHERE)).getLast().country(),
                row.getBoolean("active"));
    }

    private static Absence absence(ResultSet row, Person person) throws SQLException {
        String zone = row.getString("zone");
        ZoneId there = zone.isEmpty() ? person.zone() : ZoneId.of(zone);
        Instant said = Said.start(row.getString("starts"), there);
        Instant made = Micros.instant(row, "made");
        return new Absence(
                row.getString("id"),
                person.id(),
                Absence.Kind.valueOf(row.getString("kind")),
                row.getString("starts"),
                row.getString("ends"),
                zone.isEmpty() ? null : there,
                row.getString("note"),
                row.getString("source"),
                said.isBefore(made) ? made : said,
                Said.end(row.getString("ends"), there));
    }

    static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Arrays.stream(text.split(",")).collect(Collectors.toUnmodifiableSet());
    }

    static String text(Set<?> words) {
        return words.stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
    }
}
