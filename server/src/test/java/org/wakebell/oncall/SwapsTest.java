package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.oncall.Desk.seoul;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Actor;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@EveryDatabase
class SwapsTest {

    /** Joe's second shift: from Tuesday 09:00 to Wednesday 09:00 in Seoul. */
    static final Instant FROM = seoul("2026-11-24T09:00");

    static final Instant UNTIL = seoul("2026-11-25T09:00");

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @SuppressWarnings("NullAway.Init")
    Schedule schedule;

    @BeforeEach
    void open() {
        desk = new Desk(database);
        desk.folk.settle("kim", "Kim Minji", "Asia/Seoul", Role.RESPONDER);
        desk.folk.settle("boss", "Boss Lee", "Asia/Seoul", Role.ADMIN);
        schedule = desk.daily("primary", "mina", "joe");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    Swaps swaps() {
        return desk.room.swaps();
    }

    Actor actor(String called) {
        return desk.folk.actor(called);
    }

    Swap ask(String asker, String asked, Swap.@Nullable Part back) {
        return swaps().ask(actor(asker), request(asker, asked, back));
    }

    Swaps.Request request(String asker, String asked, Swap.@Nullable Part back) {
        return new Swaps.Request(
                desk.folk.id(asker), asked.isEmpty() ? "" : desk.folk.id(asked), new Swap.Part(schedule.id(), FROM, UNTIL), back, "a wedding");
    }

    Swaps.Taken accept(String called, Swap swap) {
        return swaps().accept(actor(called), swap.id(), desk.folk.id(called));
    }

    Swap.State state(Swap swap) {
        return swaps().find(swap.id()).orElseThrow().state();
    }

    @Test
    void a_request_that_is_accepted_puts_the_other_on_call_for_that_shift_and_both_sides_are_told() {
        Swap swap = ask("joe", "paul", null);
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("joe");
        assertThat(desk.told()).containsExactly("ASKED paul");
        assertThat(accept("paul", swap).missing()).isEmpty();
        assertThat(state(swap)).isEqualTo(Swap.State.DONE);
        assertThat(desk.who(schedule.id(), FROM.minusSeconds(1))).containsExactly("mina");
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("paul");
        assertThat(desk.who(schedule.id(), UNTIL.minusSeconds(1))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), UNTIL)).containsExactly("mina");
        assertThat(desk.told()).containsExactlyInAnyOrder("ASKED paul", "DONE joe");
        assertThat(desk.room.onCall().who(schedule.id(), FROM).turns().getFirst().why()).contains("covering for Joe Kim");
    }

    @Test
    void what_is_offered_in_return_is_written_in_the_same_moment_or_not_at_all() {
        Swap.Part back = new Swap.Part(schedule.id(), seoul("2026-11-27T09:00"), seoul("2026-11-28T09:00"));
        Swap swap = ask("joe", "mina", back);
        accept("mina", swap);
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("mina");
        assertThat(desk.who(schedule.id(), back.from())).containsExactly("joe");
        assertThat(desk.who(schedule.id(), back.until())).containsExactly("joe");
        assertThat(desk.room.planning().find(schedule.id()).orElseThrow().version()).isEqualTo(schedule.version() + 1);
    }

    @Test
    void a_swap_may_span_two_schedules() {
        Schedule other = desk.daily("second", "paul");
        Swap swap = ask("joe", "paul", new Swap.Part(other.id(), FROM, UNTIL));
        accept("paul", swap);
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("paul");
        assertThat(desk.who(other.id(), FROM)).containsExactly("joe");
    }

    @Test
    void if_the_shift_was_moved_meanwhile_the_request_is_out_of_date_and_says_so() {
        Swap.Part back = new Swap.Part(schedule.id(), seoul("2026-11-27T09:00"), seoul("2026-11-28T09:00"));
        Swap swap = ask("joe", "mina", back);
        desk.room.planning().override(actor("joe"), schedule.id(), new Asked(
                Asked.Kind.REPLACE, desk.folk.id("paul"), desk.folk.id("mina"), Desk.when("2026-11-27T12:00"), Desk.when("2026-11-27T13:00")));
        assertThatThrownBy(() -> accept("mina", swap))
                .hasMessageContaining("Mina Park is no longer on call in \"primary\"", "out of date");
        assertThat(state(swap)).isEqualTo(Swap.State.OUT_OF_DATE);
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("joe");
        assertThat(desk.told()).contains("OUT_OF_DATE joe");
        assertThatThrownBy(() -> accept("mina", swap)).hasMessageContaining("out of date");
    }

    @Test
    void an_edit_elsewhere_in_the_schedule_does_not_spoil_a_request() {
        Swap swap = ask("joe", "paul", null);
        desk.room.planning().override(actor("joe"), schedule.id(), new Asked(
                Asked.Kind.ADD, desk.folk.id("kim"), "", Desk.when("2026-12-01T12:00"), Desk.when("2026-12-01T13:00")));
        accept("paul", swap);
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("paul");
    }

    @Test
    void of_two_who_accept_at_once_exactly_one_has_it() throws Exception {
        Swap swap = ask("joe", "", null);
        List<OnCallRoom> nodes = List.of(desk.room, desk.node(2));
        List<String> takers = List.of("paul", "kim");
        CyclicBarrier start = new CyclicBarrier(2);
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<String>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                OnCallRoom node = nodes.get(i);
                String taker = takers.get(i);
                Callable<String> run = () -> {
                    start.await();
                    try {
                        node.swaps().accept(actor(taker), swap.id(), desk.folk.id(taker));
                        return taker;
                    } catch (Refusal refusal) {
                        return refusal.kind() + " " + refusal.message();
                    }
                };
                both.add(two.submit(run));
            }
            for (Future<String> one : both) {
                outcomes.add(one.get());
            }
        }
        String winner = outcomes.stream().filter(takers::contains).findFirst().orElseThrow();
        assertThat(outcomes).filteredOn(takers::contains).hasSize(1);
        assertThat(outcomes).anySatisfy(other -> assertThat(other).startsWith("CONFLICT").contains("has taken this shift"));
        assertThat(desk.who(schedule.id(), FROM)).containsExactly(winner);
        assertThat(desk.room.planning().find(schedule.id()).orElseThrow().overrides()).hasSize(1);
        assertThat(desk.told().stream().filter(step -> step.startsWith("DONE"))).containsExactly("DONE joe");
    }

    @Test
    void anybody_able_hears_of_a_request_to_anybody_and_whoever_is_not_able_may_still_take_it_with_a_warning() {
        Schedule strict = desk.room.planning().update(actor("joe"), schedule.id(), schedule.version(), new Draft(
                "primary", Desk.SEOUL, Set.of("prod-write"), List.of(), schedule.layersFrom(desk.now)));
        Swap swap = ask("joe", "", null);
        assertThat(desk.told()).containsExactlyInAnyOrder("ASKED mina", "ASKED paul");
        assertThat(swaps().preview(swap, desk.folk.id("kim"))).singleElement().satisfies(would ->
                assertThat(would.missing()).containsExactly("prod-write"));
        assertThat(accept("kim", swap).missing()).containsExactly("prod-write");
        assertThat(desk.who(strict.id(), FROM)).containsExactly("kim");
    }

    @Test
    void whoever_may_not_be_rung_may_not_take_a_shift() {
        Swap swap = ask("joe", "", null);
        forbidden(() -> accept("ana", swap));
        refused("person", () -> swaps().accept(actor("boss"), swap.id(), desk.folk.id("ana")));
        refused("person", () -> accept("joe", swap));
        Swap named = ask("joe", "kim", null);
        forbidden(() -> accept("paul", named));
        Actor kim = actor("kim");
        desk.folk.leave("kim");
        refused("person", () -> swaps().accept(kim, named.id(), kim.person()));
        refused("person", () -> ask("joe", "kim", null));
    }

    @Test
    void a_request_ends_when_its_shift_begins_and_the_asker_is_told_once() throws Exception {
        Swap swap = ask("joe", "paul", null);
        desk.now = FROM.minusSeconds(1);
        desk.settle();
        assertThat(state(swap)).isEqualTo(Swap.State.OPEN);
        desk.now = FROM;
        assertThatThrownBy(() -> accept("paul", swap)).hasMessageContaining("ended with the beginning of the shift");
        desk.settle();
        desk.settle();
        assertThat(state(swap)).isEqualTo(Swap.State.EXPIRED);
        assertThat(desk.told()).containsExactlyInAnyOrder("ASKED paul", "EXPIRED joe");
    }

    @Test
    void no_and_never_mind_end_a_request_for_good() {
        Swap no = ask("joe", "paul", null);
        forbidden(() -> swaps().decline(actor("kim"), no.id()));
        swaps().decline(actor("paul"), no.id());
        assertThatThrownBy(() -> accept("paul", no)).hasMessage("Paul Lee has said no.");
        Swap nevermind = ask("joe", "paul", null);
        forbidden(() -> swaps().withdraw(actor("paul"), nevermind.id()));
        swaps().withdraw(actor("joe"), nevermind.id());
        assertThatThrownBy(() -> accept("paul", nevermind)).hasMessage("Joe Kim has withdrawn the request.");
        assertThatThrownBy(() -> swaps().withdraw(actor("joe"), nevermind.id())).isInstanceOf(Refusal.class);
        assertThat(desk.told()).contains("DECLINED joe", "WITHDRAWN paul");
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("joe");
    }

    @Test
    void an_admin_may_act_for_somebody_else_and_the_audit_names_the_admin() {
        forbidden(() -> swaps().ask(actor("mina"), request("joe", "paul", null)));
        Swap swap = swaps().ask(actor("boss"), request("joe", "paul", null));
        swaps().accept(actor("boss"), swap.id(), desk.folk.id("paul"));
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("paul");
        assertThat(desk.told()).containsExactlyInAnyOrder("ASKED paul", "DONE joe", "DONE paul");
        assertThat(desk.tx.<List<String>>read(() -> desk.tx.sql("SELECT what FROM people_audit WHERE person = ? ORDER BY what")
                        .params(desk.folk.id("boss"))
                        .query(String.class)
                        .list()))
                .containsExactly("oncall.swap-asked", "oncall.swap-done");
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        assertThatThrownBy(() -> ask("mina", "paul", null)).hasMessageContaining("Mina Park is not on call in \"primary\"");
        assertThatThrownBy(() -> swaps().ask(actor("joe"), new Swaps.Request(
                        desk.folk.id("joe"), "", new Swap.Part(schedule.id(), FROM, UNTIL.plusSeconds(1)), null, "")))
                .hasMessageContaining("for the whole of that time");
        refused("asked", () -> ask("joe", "joe", null));
        Swap.Part past = new Swap.Part(schedule.id(), desk.now, seoul("2026-11-24T09:00"));
        refused("back", () -> ask("joe", "mina", past));
        refused("back", () -> ask("joe", "", new Swap.Part(schedule.id(), UNTIL, UNTIL.plusSeconds(3600))));
        assertThatThrownBy(() -> ask("joe", "paul", new Swap.Part(schedule.id(), UNTIL, UNTIL.plusSeconds(3600))))
                .hasMessageContaining("Paul Lee is not on call");
        refused("until", () -> swaps().ask(actor("joe"), new Swaps.Request(
                desk.folk.id("joe"), "", new Swap.Part(schedule.id(), UNTIL, FROM), null, "")));
    }

    @Test
    void whoever_takes_the_running_shift_has_it_from_now_until_it_ends() {
        Swaps.Taken taken = swaps().cover(actor("paul"), schedule.id(), desk.folk.id("mina"), desk.folk.id("paul"), Instant.MIN);
        assertThat(desk.who(schedule.id(), desk.now.minusSeconds(1))).doesNotContain("paul");
        assertThat(desk.who(schedule.id(), desk.now)).containsExactly("paul");
        assertThat(desk.who(schedule.id(), FROM.minusSeconds(1))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("joe");
        assertThat(taken.swap().part().until()).isEqualTo(FROM);
        assertThat(desk.told()).containsExactly("COVERED mina");
        assertThatThrownBy(() -> swaps().cover(actor("paul"), schedule.id(), desk.folk.id("mina"), desk.folk.id("paul"), Instant.MIN))
                .hasMessageContaining("Paul Lee is on call in \"primary\" at that time already");
        assertThatThrownBy(() -> swaps().cover(actor("kim"), schedule.id(), desk.folk.id("mina"), desk.folk.id("kim"), Instant.MIN))
                .hasMessageContaining("Mina Park is not on call");
        forbidden(() -> swaps().cover(actor("kim"), schedule.id(), desk.folk.id("paul"), desk.folk.id("mina"), Instant.MIN));
    }

    @Test
    void a_shift_to_come_may_be_taken_by_its_beginning_and_a_shift_without_end_is_taken_for_one_turn() {
        swaps().cover(actor("paul"), schedule.id(), desk.folk.id("joe"), desk.folk.id("paul"), FROM);
        assertThat(desk.who(schedule.id(), FROM.minusSeconds(1))).containsExactly("mina");
        assertThat(desk.who(schedule.id(), FROM)).containsExactly("paul");
        assertThat(desk.who(schedule.id(), UNTIL)).containsExactly("mina");
        Schedule alone = desk.daily("alone", "joe");
        swaps().cover(actor("paul"), alone.id(), desk.folk.id("joe"), desk.folk.id("paul"), Instant.MIN);
        assertThat(desk.who(alone.id(), FROM.minusSeconds(1))).containsExactly("paul");
        assertThat(desk.who(alone.id(), FROM)).containsExactly("joe");
    }

    @Test
    void of_two_who_take_the_running_shift_at_once_the_second_hears_who_has_it() throws Exception {
        List<OnCallRoom> nodes = List.of(desk.room, desk.node(2));
        List<String> takers = List.of("paul", "kim");
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                OnCallRoom node = nodes.get(i);
                String taker = takers.get(i);
                Callable<Boolean> run = () -> {
                    start.await();
                    try {
                        node.swaps().cover(actor(taker), schedule.id(), desk.folk.id("mina"), desk.folk.id(taker), Instant.MIN);
                        return true;
                    } catch (Refusal refusal) {
                        return false;
                    }
                };
                both.add(two.submit(run));
            }
            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(desk.who(schedule.id(), desk.now)).hasSize(1).doesNotContain("mina");
    }

    static void forbidden(ThrowingCallable act) {
        assertThatThrownBy(act)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    static void refused(String field, ThrowingCallable act) {
        assertThatThrownBy(act)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo(field);
    }
}
