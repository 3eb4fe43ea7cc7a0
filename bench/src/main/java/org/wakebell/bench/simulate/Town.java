package org.wakebell.bench.simulate;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.House;
import org.wakebell.bells.BellSetup;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.paging.Policy;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.secret.Secret;

/**
 * Who lives here: a team, its bells, rota and policy, drawn by chance and written through the rooms' own doors. Several
 * nights are spent in one town, because moving in takes longer than a night.
 *
 * @param able ids of those who may change production
 * @param triagers ids
 * @param sirens by owner
 * @param phones soft bells, by owner
 */
record Town(
        String service,
        Calendar calendar,
        List<Policy.Step> policy,
        List<String> able,
        List<String> triagers,
        Map<String, String> sirens,
        Map<String, String> phones,
        Map<String, Actor> actors) {

    /** The night begins somewhere in the 24 hours after this; shifts are counted from two days before. */
    static final LocalDateTime DAY = LocalDateTime.of(2026, 11, 21, 18, 0);

    static final String HOME = "home of ";
    static final String CLOUD = "cloud";

    private static final Actor FOUNDER = new Actor("founder", "Founder", Set.of(Role.ADMIN), Actor.Via.SYSTEM);

    static Town found(Dice dice, House house, Memory memory) {
        String team = house.people().register().addTeam(FOUNDER, "Shop");
        String service = house.people().register().addService(FOUNDER, "checkout", team, Set.of("prod-write"));
        Map<String, String> sirens = new LinkedHashMap<>();
        Map<String, String> phones = new LinkedHashMap<>();
        List<String> able = new ArrayList<>();
        int many = 2 + dice.below(4);
        for (int n = 0; n < many; n++) {
            String id = join(dice, house, Draft.of("Responder " + n, "r" + n + "@example.org", "UTC")
                    .as(Role.RESPONDER).able("prod-write").in(team));
            able.add(id);
            if (n == 0 || dice.chance(0.85)) {
                sirens.put(id, siren(house, id));
            }
            if (dice.chance(0.8)) {
                phones.put(id, phone(house, id));
            }
        }
        List<String> triagers = new ArrayList<>();
        for (int n = 0; n <= dice.below(2); n++) {
            String id = join(dice, house, Draft.of("Triager " + n, "t" + n + "@example.org", "UTC").as(Role.TRIAGER).in(team));
            triagers.add(id);
            phones.put(id, phone(house, id));
        }
        Calendar calendar = rota(dice, house, able);
        List<Policy.Step> steps = policy(dice, calendar.schedule(), able);
        String policy = house.paging().policies().create(FOUNDER, "nights", team, steps);
        house.paging().policies().assign(FOUNDER, house.people().people().service(service).orElseThrow(), policy);
        // Providers are asked through the twin; agents tell of their bells by themselves, which spares a look a minute each.
        memory.run("UPDATE bells_bell SET agent = '" + CLOUD + "' WHERE kind = 'webhook'");
        memory.run("UPDATE bells_bell SET state = 'READY', health = 'fine'");
        memory.run("DELETE FROM platform_duty");
        Map<String, Actor> actors = new LinkedHashMap<>();
        for (Person p : house.people().people().everyone()) {
            actors.put(p.id(), new Actor(p.id(), p.name(), p.roles(), Actor.Via.SCREEN));
        }
        return new Town(service, calendar, steps, able, triagers, sirens, phones, actors);
    }

    private static String join(Dice dice, House house, Draft draft) {
        return house.people().register().add(FOUNDER, dice.chance(0.3) ? draft.awake("16:00", "08:00") : draft);
    }

    private static String siren(House house, String owner) {
        Map<String, String> config = Map.of("address", "192.168.0.60", "mac", "6C:72:20:12:34:56");
        return house.bells().setup()
                .add(FOUNDER, new BellSetup.Draft(owner, "dlink", "siren", HOME + owner, config, new Secret("012345"), 80));
    }

    private static String phone(House house, String owner) {
        Map<String, String> config = Map.of("url", "https://push.example.org/" + owner);
        return house.bells().setup()
                .add(FOUNDER, new BellSetup.Draft(owner, "webhook", "phone", "", config, new Secret(""), 100));
    }

    private static Calendar rota(Dice dice, House house, List<String> able) {
        LocalDateTime anchor = DAY.minusDays(2);
        int hours = dice.one(List.of(1, 2, 8, 24));
        List<String> turns = new ArrayList<>(able.subList(0, 1 + dice.below(able.size())));
        if (dice.chance(0.3)) {
            turns.add(dice.below(turns.size() + 1), "");
        }
        List<String> fallback = dice.chance(0.9) ? List.of(dice.one(able)) : List.of();
        Layer layer = new Layer(
                "turns",
                ZoneOffset.UTC,
                new Cadence(hours, Unit.HOUR, anchor),
                turns.stream().map(id -> id.isEmpty() ? List.<String>of() : List.of(id)).toList());
        String id = house.onCall().planning()
                .create(FOUNDER, new org.wakebell.oncall.Draft("nights", ZoneOffset.UTC, Set.of(), fallback, List.of(layer)))
                .id();
        return new Calendar(id, anchor.toEpochSecond(ZoneOffset.UTC) * Dice.SECOND, hours, turns, fallback);
    }

    private static List<Policy.Step> policy(Dice dice, String schedule, List<String> able) {
        List<Policy.Step> steps = new ArrayList<>();
        if (dice.chance(0.5)) {
            steps.add(step(dice, new Policy.Target.Awake(schedule)));
        }
        steps.add(step(dice, new Policy.Target.OnCall(schedule)));
        if (dice.chance(0.3)) {
            steps.add(step(dice, new Policy.Target.Persons(List.of(dice.one(able)))));
        }
        if (dice.chance(0.6)) {
            steps.add(step(dice, new Policy.Target.NextAble()));
        }
        if (dice.chance(0.8)) {
            steps.add(step(dice, new Policy.Target.Everyone()));
        }
        return steps;
    }

    private static Policy.Step step(Dice dice, Policy.Target target) {
        return new Policy.Step(
                target,
                Duration.ofSeconds(dice.one(List.of(60L, 120L, 180L, 300L))),
                Duration.ofSeconds(dice.one(List.of(0L, 30L, 60L))),
                dice.chance(0.2) ? 2 : 1,
                1,
                null);
    }

    /** Their name, for the log. */
    String name(String person) {
        Actor actor = actors.get(person);
        return actor == null ? person : actor.name();
    }
}
