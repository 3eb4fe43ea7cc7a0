package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

/** Whatever is edited, and whenever: who was on call at any instant of the past stays who it was. */
@EveryDatabase
class PastTest {

    private static final List<String> TEAM = List.of("mina", "joe", "paul");
    private static final List<String> ZONES = List.of("Asia/Seoul", "America/Vancouver", "America/Los_Angeles");
    private static final int EDITS = 40;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @Test
    void an_edit_never_changes_who_was_on_call_at_any_instant_of_the_past() {
        int made = 0;
        for (long seed = 1; seed <= 4; seed++) {
            try (Desk desk = new Desk(database)) {
                made += live(desk, new Random(seed), "seed " + seed);
            }
        }
        assertThat(made).as("edits that were not refused").isGreaterThan(EDITS);
    }

    private static int live(Desk desk, Random random, String seed) {
        String schedule = desk.daily("primary", "mina", "joe", "paul").id();
        OnCallRoom other = desk.node(2);
        Map<Instant, List<String>> past = new LinkedHashMap<>();
        int made = 0;
        for (int i = 0; i < EDITS; i++) {
            desk.now = desk.now.plus(Duration.ofMinutes(random.nextInt(4_000)));
            remember(desk, schedule, random, past);
            int kind = random.nextInt(10);
            try {
                edit(kind, desk, schedule, random);
                made++;
            } catch (Refusal refused) {
                // An edit that cannot be made changes nothing, neither.
            }
            past.forEach((at, who) -> assertThat(other.onCall().who(schedule, at).turns().stream()
                            .map(turn -> desk.folk.called(turn.person().id()))
                            .toList())
                    .as(seed + ", edit kind " + kind + " at " + desk.now + ", asked for " + at)
                    .isEqualTo(who));
        }
        return made;
    }

    private static void remember(Desk desk, String schedule, Random random, Map<Instant, List<String>> past) {
        long minutes = Math.max(1, Duration.between(Desk.NOW, desk.now).toMinutes());
        for (int n = 0; n < 6; n++) {
            Instant at = Desk.NOW.plus(Duration.ofMinutes(random.nextLong(minutes)));
            if (at.isBefore(desk.now)) {
                past.putIfAbsent(at, desk.who(schedule, at));
            }
        }
        Instant justBefore = desk.now.minusNanos(1_000);
        past.put(justBefore, desk.who(schedule, justBefore));
    }

    private static void edit(int kind, Desk desk, String id, Random random) {
        Planning planning = desk.room.planning();
        Schedule schedule = planning.find(id).orElseThrow();
        Actor joe = desk.folk.actor("joe");
        When from = when(desk, schedule, random.nextInt(8_000) - 3_000);
        When until = when(desk, schedule, random.nextInt(8_000));
        String one = someone(desk, random);
        String two = someone(desk, random);
        switch (kind) {
            case 0 -> planning.override(joe, id, new Asked(Asked.Kind.REPLACE, one, two, from, until));
            case 1 -> planning.override(joe, id, new Asked(Asked.Kind.ADD, one, "", from, until));
            case 2 -> planning.override(joe, id, new Asked(Asked.Kind.REMOVE, one, "", from, until));
            case 3 -> planning.lineUp(
                    joe, id, schedule.version(), schedule.layersFrom(desk.now).getFirst().name(),
                    List.of(List.of(one), List.of(two)),
                    random.nextBoolean() ? Planning.Effect.NOW : Planning.Effect.NEXT_HANDOFF);
            case 4 -> planning.update(joe, id, schedule.version(), new Draft(
                    "primary", schedule.zone(), Set.of(), List.of(), List.of(layer(one, two, random))));
            case 5 -> planning.update(joe, id, schedule.version(), new Draft(
                    "primary", ZoneId.of(ZONES.get(random.nextInt(3))), Set.of(), List.of(), schedule.layersFrom(desk.now)));
            case 6 -> desk.room.temporaries().lay(joe, id, new TemporaryDraft(
                    "t", from, until, List.of(layer(one, two, random))));
            case 7 -> takeBack(desk, schedule, joe, random);
            case 8 -> {
                Actor taker = desk.folk.actor(desk.folk.called(one));
                desk.room.swaps().cover(taker, id, two, one, desk.now.plus(Duration.ofMinutes(random.nextInt(2_000) - 500)));
            }
            default -> {
                Actor asker = desk.folk.actor(desk.folk.called(one));
                Instant start = from.start(schedule.zone());
                Swap swap = desk.room.swaps().ask(asker, new Swaps.Request(
                        one, "", new Swap.Part(id, start, start.plus(Duration.ofMinutes(60))), null, ""));
                desk.room.swaps().accept(desk.folk.actor(desk.folk.called(two)), swap.id(), two);
            }
        }
    }

    private static void takeBack(Desk desk, Schedule schedule, Actor by, Random random) {
        if (!schedule.overrides().isEmpty()) {
            Change change = schedule.overrides().get(random.nextInt(schedule.overrides().size()));
            if (change instanceof Change.Temporary) {
                desk.room.temporaries().end(by, schedule.id(), change.id());
            } else {
                desk.room.planning().dropOverride(by, schedule.id(), change.id());
            }
        }
    }

    private static Layer layer(String one, String two, Random random) {
        Unit unit = List.of(Unit.HOUR, Unit.DAY, Unit.WEEK).get(random.nextInt(3));
        Cadence cadence = new Cadence(1 + random.nextInt(3), unit, LocalDateTime.parse("2026-11-01T00:30").plusHours(random.nextInt(24)));
        return new Layer("layer", ZoneId.of(ZONES.get(random.nextInt(3))), cadence, List.of(List.of(one), List.of(two)));
    }

    private static String someone(Desk desk, Random random) {
        return desk.folk.id(TEAM.get(random.nextInt(TEAM.size())));
    }

    private static When when(Desk desk, Schedule schedule, int minutes) {
        return new When.Local(LocalDateTime.ofInstant(desk.now.plus(Duration.ofMinutes(minutes)), schedule.zone()));
    }
}
