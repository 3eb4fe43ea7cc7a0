package org.wakebell.e2e;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Rest;

/** The team of the talk: Ana judges in Seoul, awake; Mina, Joe and Paul may change production and sleep. */
@NullMarked
final class Crew {

    static final String TEAM = "Shop";
    static final String SERVICE = "checkout";
    static final String SCHEDULE = "Production";

    private final Rest rest;
    final String ana;
    final String mina;
    final String joe;
    final String paul;
    final String service;
    final String schedule;

    /** Ana was set up by hand; the rest joins here. */
    Crew(Rest rest) throws InterruptedException {
        this.rest = rest;
        ana = rest.get("/api/v1/me").at("id").text();
        String team = rest.get("/api/v1/teams").at("0.id").text();
        hours(ana, "Asia/Seoul", true, List.of("ADMIN", "TRIAGER"));
        mina = join("Mina Park", "mina@shop.example", "America/Vancouver", "Vancouver", team);
        joe = join("Joe Kim", "joe@shop.example", "America/Vancouver", "Vancouver", team);
        paul = join("Paul Ortiz", "paul@shop.example", "America/Los_Angeles", "San Francisco", team);
        service = rest.get("/api/v1/services").at("0.id").text();
        rest.put("/api/v1/services/" + service, Map.of("name", SERVICE, "team", team, "demands", List.of("prod-write")));
        schedule = rest.post("/api/v1/schedules", Map.of(
                "name", SCHEDULE,
                "zone", "America/Vancouver",
                "demands", List.of("prod-write"),
                "fallback", List.of(joe),
                "layers", List.of(Map.of(
                        "name", "weeks",
                        "zone", "America/Vancouver",
                        "priority", 0,
                        "rotation", Map.of("every", 1, "unit", "week", "start", LocalDate.now(ZoneId.of("America/Vancouver")).minusDays(2) + "T09:00"),
                        "people", List.of(mina, joe, paul))))).at("id").text();
    }

    private String join(String name, String email, String zone, String city, String team) throws InterruptedException {
        Map<String, Object> person = new HashMap<>(Map.of(
                "name", name, "email", email, "phone", "+1 604 555 0100", "zone", zone,
                "roles", List.of("RESPONDER"), "capabilities", List.of(Map.of("capability", "prod-write")),
                "teams", List.of(team), "language", "en"));
        times(person, ZoneId.of(zone), false);
        return rest.post("/api/v1/people", person).at("id").text();
    }

    private void hours(String id, String zone, boolean awake, List<String> roles) throws InterruptedException {
        Map<String, Object> person = person(id);
        person.put("zone", zone);
        person.put("roles", roles);
        times(person, ZoneId.of(zone), awake);
        rest.put("/api/v1/people/" + id, person);
    }

    /** Screens and mails speak to this person in that language from now on. */
    void speaks(String id, String language) throws InterruptedException {
        Map<String, Object> person = person(id);
        person.put("language", language);
        rest.put("/api/v1/people/" + id, person);
    }

    private Map<String, Object> person(String id) throws InterruptedException {
        Json.Value was = rest.get("/api/v1/people/" + id);
        Map<String, Object> person = new HashMap<>();
        for (String field : List.of(
                "name", "email", "phone", "zone", "wakes", "sleeps", "roles", "capabilities", "teams", "language")) {
            person.put(field, was.at(field));
        }
        return person;
    }

    /** Seven to eleven where the story holds with that at this hour; else hours that make it hold. */
    private static void times(Map<String, Object> person, ZoneId zone, boolean awake) {
        LocalTime now = LocalTime.ofInstant(Instant.now(), zone);
        boolean day = !now.isBefore(LocalTime.of(7, 0)) && now.isBefore(LocalTime.of(22, 50));
        LocalTime wakes = day == awake ? LocalTime.of(7, 0) : LocalTime.of(now.getHour(), 0).plusHours(awake ? -3 : 4);
        LocalTime sleeps = day == awake ? LocalTime.of(23, 0) : LocalTime.of(now.getHour(), 0).plusHours(awake ? 13 : -4);
        person.put("wakes", wakes.toString());
        person.put("sleeps", sleeps.toString());
    }
}
