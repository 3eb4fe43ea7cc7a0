package org.wakebell.oncall.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.Folk;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Actor;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.StoryClock;

/** A file of schedules laid over those of a server. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class ApplyingTest {

    static final String FILE = """
            schedules:
              - name: primary
                zone: America/Vancouver
                demands: [prod-write]
                fallback: [Paul Lee]
                layers:
                  - name: nights
                    zone: Asia/Seoul
                    rotation: { every: 1, unit: week, start: "2026-11-23T09:00" }
                    people: [mina@example.com, [Joe Kim, paul@example.com]]
                    from: "2026-11-01T00:00"
                temporary:
                  - name: Christmas
                    from: "2026-12-25T18:00"
                    to: "2026-12-27T18:00"
                    layers:
                      - rotation: { every: 1, unit: day, start: "2026-12-25T18:00" }
                        people: [Ana Ruiz, joe@example.com]
                overrides:
                  - { from: "2026-12-24T18:00", to: "2026-12-25T18:00", person: paul@example.com, instead_of: Mina Park }
                  - { from: "2026-10-24T18:00", to: "2026-10-25T18:00", person: paul@example.com }
              - name: "second: line"
                zone: Asia/Seoul
                layers:
                  - rotation: { every: 1, unit: day, start: "2026-11-23T09:00" }
                    people: [joe@example.com]
            """;

    static final Applying.How NOW = new Applying.How(false, Planning.Effect.NOW);
    static final Applying.How PRUNE = new Applying.How(true, Planning.Effect.NOW);
    static final Applying.How NEXT = new Applying.How(false, Planning.Effect.NEXT_HANDOFF);

    @Parameter
    Databases databases;

    Db db;
    Folk folk;
    Actor joe;
    OnCallRoom room;
    Applying applying;
    final StoryClock clock = new StoryClock(Instant.parse("2026-11-23T03:12:00Z"));

    @BeforeEach
    void open() {
        db = databases.fresh();
        Tx tx = db.tx();
        Ids ids = new Ids(clock, new Random(1));
        folk = new Folk(new PeopleRoom(clock, tx, ids, new Pokes(tx)));
        joe = folk.actor("joe");
        room = Desk.room(clock, tx, ids, folk.people());
        applying = new Applying(clock, tx, room.planning(), room.temporaries(), folk.people());
    }

    @AfterEach
    void close() {
        db.close();
    }

    Applying.Applied apply(String file) {
        return applying.apply(joe, file, NOW, false, "");
    }

    Schedule named(String name) {
        return room.planning().all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void a_dry_run_shows_everything_and_changes_nothing() {
        Applying.Applied shown = applying.apply(joe, FILE, NOW, true, "");
        assertThat(shown.changes()).extracting(Applying.Changed::what).containsExactly("create", "create");
        assertThat(shown.changes().getFirst().diff()).contains("+       people: [mina@example.com, [joe@example.com, paul@example.com]]");
        assertThat(shown.over()).singleElement().asString().contains("2026-10-25T18:00");
        assertThat(room.planning().all()).isEmpty();
    }

    @Test
    void the_second_time_there_is_nothing_to_change() {
        assertThat(apply(FILE).changes()).hasSize(2);
        List<String> stamps = room.planning().all().stream().map(Schedule::stamp).toList();
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        assertThat(apply(FILE).changes()).isEmpty();
        assertThat(room.planning().all()).extracting(Schedule::stamp).isEqualTo(stamps);
    }

    @Test
    void what_was_exported_changes_nothing_and_asks_the_same_without_a_server() {
        apply(FILE);
        clock.set(clock.instant().plus(Duration.ofDays(2)));
        String exported = applying.export();
        assertThat(exported).contains("\"second: line\"").doesNotContain("2026-10-24");
        assertThat(applying.apply(joe, exported, PRUNE, false, "").changes()).isEmpty();
        RotaFile file = RotaFile.read(exported);
        assertThat(exported).contains("- name: Christmas", "people: [ana@example.com, joe@example.com]");
        Instant boxing = Instant.parse("2026-12-26T12:00:00Z");
        assertThat(file.who("primary", boxing).people()).extracting(RotaFile.Seated::person, RotaFile.Seated::layer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ana@example.com", "Christmas"));
        Instant christmas = Instant.parse("2026-12-25T12:00:00Z");
        assertThat(file.who("primary", christmas).people()).extracting(RotaFile.Seated::person)
                .isEqualTo(room.onCall().who(named("primary").id(), christmas).turns().stream().map(t -> t.person().email()).toList());
    }

    @Test
    void another_line_up_begins_now_and_the_past_stays() {
        apply(FILE);
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        Instant yesterday = clock.instant().minus(Duration.ofHours(12));
        Applying.Applied applied = apply(FILE.replace("[mina@example.com, [Joe Kim, paul@example.com]]", "[ana@example.com]"));
        assertThat(applied.changes()).singleElement().satisfies(change -> assertThat(change.diff())
                .contains("-       people: [mina@example.com, [joe@example.com, paul@example.com]]", "+       people: [ana@example.com]"));
        Schedule primary = named("primary");
        assertThat(primary.rota().at(yesterday)).extracting(s -> folk.called(s.person())).containsExactly("mina");
        assertThat(primary.rota().at(clock.instant())).extracting(s -> folk.called(s.person())).containsExactly("ana");
    }

    static final String OTHERS = FILE.replace("[mina@example.com, [Joe Kim, paul@example.com]]", "[ana@example.com, mina@example.com]");

    /** The Monday after next week's, 09:00 in Seoul: the turn that runs ends. */
    static final Instant HANDOFF = Instant.parse("2026-11-30T00:00:00Z");

    List<String> onCall(Instant at) {
        return named("primary").rota().at(at).stream().map(seat -> folk.called(seat.person())).toList();
    }

    @Test
    void another_line_up_may_wait_for_the_next_handoff_and_what_it_changes_is_shown_before() {
        apply(FILE);
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        Applying.Applied shown = applying.apply(joe, OTHERS, NEXT, true, "");
        assertThat(shown.changes()).singleElement().satisfies(change -> assertThat(change.coming())
                .startsWith("  now: mina@example.com", "- Sun 2026-11-29 17:00 America/Vancouver: joe@example.com, paul@example.com")
                .contains("+ Sun 2026-12-06 17:00 America/Vancouver: ana@example.com"));
        applying.apply(joe, OTHERS, NEXT, false, shown.seen());
        assertThat(onCall(HANDOFF.minusSeconds(1))).containsExactly("mina");
        assertThat(onCall(HANDOFF)).containsExactly("mina");
        assertThat(onCall(HANDOFF.plus(Duration.ofDays(7)))).containsExactly("ana");
        assertThat(named("primary").layers()).as("what ran before is not cut into pieces").hasSize(2);
    }

    @Test
    void what_waits_for_a_handoff_is_not_applied_twice_gives_way_to_a_later_file_and_may_be_taken_back() {
        apply(FILE);
        applying.apply(joe, OTHERS, NEXT, false, "");
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        assertThat(applying.apply(joe, OTHERS, NEXT, false, "").changes()).isEmpty();
        assertThat(applying.apply(joe, applying.export(), NOW, false, "").changes()).isEmpty();
        applying.apply(joe, OTHERS.replace("[ana@example.com, mina@example.com]", "[paul@example.com]"), NEXT, false, "");
        assertThat(onCall(HANDOFF)).containsExactly("paul");
        applying.apply(joe, FILE, NEXT, false, "");
        assertThat(onCall(HANDOFF)).containsExactly("joe", "paul");
        applying.apply(joe, OTHERS, NEXT, false, "");
        clock.set(HANDOFF.plusSeconds(60));
        assertThat(applying.apply(joe, OTHERS, NOW, false, "").changes()).as("after the handoff it is simply so").isEmpty();
    }

    @Test
    void a_layer_that_ends_before_its_handoff_cannot_wait_for_it() {
        apply(FILE);
        String ends = OTHERS.replace("        from: \"2026-11-01T00:00\"", "        from: \"2026-11-01T00:00\"\n        until: \"2026-11-25T00:00\"");
        assertThatThrownBy(() -> applying.apply(joe, ends, NEXT, false, ""))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.message()).contains("ends before its next handoff"));
    }

    @Test
    void nothing_is_deleted_silently() {
        apply(FILE);
        String extra = room.planning().override(joe, named("primary").id(),
                new Asked(Asked.Kind.ADD, folk.id("ana"), "", When.parse("2026-12-01T00:00Z"), When.parse("2026-12-02T00:00Z")));
        String less = FILE.substring(0, FILE.indexOf("  - name: \"second"));
        Applying.Applied applied = apply(less.replace("name: nights", "name: all").replace("name: Christmas", "name: Xmas").replace("12-25T18:00\"\n", "12-28T18:00\"\n").replace("12-27T18", "12-29T18"));
        assertThat(applied.kept()).containsExactlyInAnyOrder(
                "schedule \"second: line\"", "layer \"nights\" of \"primary\"",
                "override of \"primary\" from 2026-12-01T00:00:00Z until 2026-12-02T00:00:00Z",
                "temporary schedule \"Christmas\" of \"primary\"");
        assertThat(room.planning().all()).hasSize(2);
        assertThat(named("primary").layersFrom(clock.instant())).extracting(l -> l.name()).containsExactly("all", "nights");

        Applying.Applied pruned = applying.apply(joe, less, PRUNE, false, "");
        assertThat(pruned.changes()).extracting(Applying.Changed::what).containsExactly("change", "delete");
        assertThat(room.planning().all()).extracting(Schedule::name).containsExactly("primary");
        assertThat(named("primary").overrides()).filteredOn(o -> o instanceof Change.Temporary).hasSize(1);
        assertThat(named("primary").overrides()).extracting(o -> o.id()).doesNotContain(extra);
    }

    @Test
    void what_the_file_does_not_mention_is_left_alone() {
        apply(FILE);
        String less = FILE.replaceAll("(?m)^ *(demands|fallback|overrides|- \\{).*\n", "").replaceAll("(?s)    temporary:.*?(?=  - name: \"second)", "");
        assertThat(less).doesNotContain("overrides", "Christmas");
        assertThat(applying.apply(joe, less, PRUNE, false, "").changes()).isEmpty();
        assertThat(apply(less.replace("    zone: America/Vancouver\n", "    zone: America/Vancouver\n    demands: []\n")).changes()).hasSize(1);
        assertThat(named("primary").demands()).isEmpty();
    }

    @Test
    void one_wrong_schedule_and_none_is_changed() {
        assertThatThrownBy(() -> apply(FILE.replace("people: [joe@example.com]", "people: [nobody@example.com]")))
                .isInstanceOfSatisfying(RotaRefused.class, e -> assertThat(e.said())
                        .startsWith("line 26: schedules[1].layers[0].people[0]: there is nobody \"nobody@example.com\""));
        assertThatThrownBy(() -> apply(FILE.replace("people: [joe@example.com]", "people: []"))).isInstanceOf(Refusal.class);
        assertThat(room.planning().all()).isEmpty();
    }

    @Test
    void what_somebody_changed_since_the_difference_was_shown_is_not_overwritten() {
        Applying.Applied shown = applying.apply(joe, FILE, NOW, true, "");
        apply(FILE);
        assertThatThrownBy(() -> applying.apply(joe, FILE, NOW, false, shown.seen()))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }
}
