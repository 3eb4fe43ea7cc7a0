package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.api.PresentText;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@EveryDatabase
class WallsTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @SuppressWarnings("NullAway.Init")
    Schedule primary;

    @BeforeEach
    void open() {
        desk = new Desk(database);
        primary = desk.daily("primary", "mina", "joe");
        desk.daily("second", "paul");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    Walls walls() {
        return desk.room.walls();
    }

    String make(List<String> schedules, boolean phones) {
        return walls().make(desk.folk.actor("joe"), "kitchen", schedules, phones).reveal();
    }

    @Test
    void a_telephone_exchange_reads_one_line_a_schedule() {
        assertThat(PresentText.lines(walls().open(make(List.of(), false)).orElseThrow()))
                .isEqualTo("primary\tMina Park\t\nsecond\tPaul Lee\t\n");
        assertThat(PresentText.json(walls().open(make(List.of(), false)).orElseThrow()).get(0).toString())
                .isEqualTo("{\"schedule\":\"primary\",\"fallback\":false,\"until\":\"2026-11-24T00:00:00Z\",\"people\":[{\"name\":\"Mina Park\"}]}");
    }

    @Test
    void numbers_are_shown_only_if_its_maker_chose_so() {
        desk.folk.phone("mina", "+821012345678");
        assertThat(PresentText.lines(walls().open(make(List.of(primary.id()), true)).orElseThrow()))
                .isEqualTo("primary\tMina Park\t+821012345678\n");
        assertThat(PresentText.lines(walls().open(make(List.of(primary.id()), false)).orElseThrow())).doesNotContain("+82");
        assertThat(PresentText.lines(walls().now())).doesNotContain("+82");
    }

    @Test
    void an_address_shows_the_schedules_it_was_made_for_and_no_others() {
        assertThat(walls().open(make(List.of(primary.id()), false)).orElseThrow())
                .extracting(Walls.Present::name)
                .containsExactly("primary");
    }

    @Test
    void a_revoked_address_and_one_that_never_was_open_nothing() {
        String secret = make(List.of(), false);
        Walls.Wall wall = walls().all().getFirst();
        assertThatThrownBy(() -> walls().revoke(desk.folk.actor("mina"), wall.id()))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.MISSING);
        assertThat(desk.node(2).walls().open(secret)).isPresent();
        assertThat(walls().all().getFirst().used()).isEqualTo(desk.now);
        walls().revoke(desk.folk.actor("joe"), wall.id());
        assertThat(desk.node(3).walls().open(secret)).isEmpty();
        assertThat(walls().open("wbw_guessed")).isEmpty();
        assertThat(walls().open("wbt_token")).isEmpty();
        desk.folk.settle("boss", "Boss Lee", "Asia/Seoul", Role.ADMIN);
        make(List.of(), false);
        walls().revoke(desk.folk.actor("boss"), walls().all().getFirst().id());
        assertThat(walls().all()).isEmpty();
    }

    @Test
    void it_goes_on_when_its_maker_leaves_and_only_responders_make_one() {
        String secret = make(List.of(), false);
        desk.folk.leave("joe");
        assertThat(walls().open(secret)).isPresent();
        assertThatThrownBy(() -> walls().make(desk.folk.actor("ana"), "x", List.of(), false))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThatThrownBy(() -> walls().make(desk.folk.actor("mina"), " ", List.of(), false))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo("label");
    }
}
