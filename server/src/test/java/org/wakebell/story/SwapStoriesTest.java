package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakebell.story.FullHouse.instant;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;

/** Shifts change hands by mail, through the whole house. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class SwapStoriesTest {

    @Parameter
    Databases database;

    FullHouse story;
    Swaps swaps;
    String primary;

    @BeforeEach
    void anEvening() {
        story = new FullHouse(database, "20:00:00");
        story.responder("Mina");
        story.responder("Joe");
        story.settle();
        primary = story.schedule("primary", "Mina");
        swaps = story.house().onCall().swaps();
    }

    @AfterEach
    void morning() {
        story.close();
    }

    Swap minaAsksJoe() {
        Swap swap = swaps.ask(story.by("Mina"), new Swaps.Request(
                story.who("Mina").id(), story.who("Joe").id(), new Swap.Part(primary, instant("22:00"), instant("23:00")), null, ""));
        story.settle();
        return swap;
    }

    /** About the swap; the evening look and the notices of a shift write, too. */
    List<String> mails(String person) {
        return story.mails(person).stream().filter(subject -> subject.contains("shift of primary")).toList();
    }

    @Test
    void the_other_side_gets_one_mail_at_each_step_and_is_on_call_when_the_hour_comes() {
        Swap swap = minaAsksJoe();
        assertThat(mails("Joe")).containsExactly("Mina asks you to take a shift of primary");
        swaps.accept(story.by("Joe"), swap.id(), story.who("Joe").id());
        story.settle();
        assertThat(mails("Mina")).containsExactly("Joe takes your shift of primary");
        story.until("22:00");
        assertThat(story.house().onCall().onCall().who(primary, story.now()).turns())
                .extracting(turn -> turn.person().name())
                .containsExactly("Joe");
        story.until("23:00");
        OnCall.OnDuty after = story.house().onCall().onCall().who(primary, story.now());
        assertThat(after.turns()).extracting(turn -> turn.person().name()).containsExactly("Mina");
        assertThat(mails("Joe")).hasSize(1);
        assertThat(mails("Mina")).hasSize(1);
    }

    @Test
    void a_request_nobody_answers_ends_with_the_beginning_of_the_shift_and_the_asker_hears_it_once() {
        Swap swap = minaAsksJoe();
        story.until("22:00:30");
        assertThat(swaps.find(swap.id()).orElseThrow().state()).isEqualTo(Swap.State.EXPIRED);
        assertThat(mails("Mina")).isEqualTo(List.of("Nobody took your shift of primary"));
    }

    @Test
    void whoever_is_relieved_hears_it() {
        swaps.cover(story.by("Joe"), primary, story.who("Mina").id(), story.who("Joe").id(), story.now());
        story.settle();
        assertThat(mails("Mina")).containsExactly("Joe has taken your shift of primary");
        assertThat(mails("Joe")).isEmpty();
    }
}
