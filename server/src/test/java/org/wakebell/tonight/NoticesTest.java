package org.wakebell.tonight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Template;
import org.wakebell.oncall.rotation.When;
import org.wakebell.oncall.subscribe.Subscription;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;

@EveryDatabase
@SuppressWarnings("NullAway.Init")
class NoticesTest {

    private static final String SOON = "You go on call for primary at Sun 22 Nov 12:00 (UTC)";
    private static final String OFF = "You are off: primary";
    private static final String MOVED = "Your shifts in primary moved";

    @Parameter
    Databases database;

    FullHouse story;
    String primary;

    @BeforeEach
    void aMorning() {
        story = new FullHouse(database, "10:00:00");
        story.responder("Mina");
        story.responder("Joe");
        // A handoff every day at noon; Mina has the turn that ends today.
        primary = story.schedule(
                "primary",
                List.of(new Template.Daily(
                                List.of(List.of(story.who("Mina").id()), List.of(story.who("Joe").id())), 1, LocalTime.NOON)
                        .layer("days", ZoneOffset.UTC, FullHouse.NIGHT.minusDays(1).atTime(12, 0))),
                List.of("Mina"));
        story.settle();
    }

    @AfterEach
    void evening() {
        story.close();
    }

    @Test
    void who_comes_hears_an_hour_before_and_who_goes_when_it_is_over_each_once() {
        story.until("10:59:45");
        assertThat(story.mails("Joe")).isEmpty();
        story.until("11:00:15");
        assertThat(story.mails("Joe")).containsExactly(SOON);
        story.until("11:59:45");
        assertThat(story.mails("Mina")).isEmpty();
        story.until("12:10:00");
        assertThat(story.mails("Mina")).containsExactly(OFF);
        assertThat(story.mails("Joe")).containsExactly(SOON);
    }

    @Test
    void nobody_hears_of_a_shift_that_is_no_longer_theirs_when_it_is_due() {
        story.until("10:30:00");
        story.house().onCall().planning().override(story.by("Joe"), primary, new Asked(
                Asked.Kind.REPLACE, story.who("Mina").id(), story.who("Joe").id(),
                When.parse("2026-11-22T12:00"), When.parse("2026-11-23T12:00")));
        story.until("12:10:00");
        assertThat(story.mails("Joe")).isEmpty();
        assertThat(story.mails("Mina")).as("hers goes on; somebody else moved it").containsExactly(MOVED);
    }

    @Test
    void edits_of_a_few_minutes_are_one_message_to_whom_they_move_and_none_to_who_made_them() {
        String first = story.house().onCall().planning().override(story.by("Joe"), primary, take("2026-11-25T12:00"));
        story.until("10:02:00");
        story.house().onCall().planning().override(story.by("Joe"), primary, take("2026-11-27T12:00"));
        assertThat(first).isNotEmpty();
        story.until("10:10:00");
        assertThat(story.mails("Mina")).containsExactly(MOVED);
        assertThat(story.mails("Joe")).isEmpty();
    }

    @Test
    void what_is_taken_back_in_time_is_not_told() {
        String override = story.house().onCall().planning().override(story.by("Joe"), primary, take("2026-11-25T12:00"));
        story.until("10:02:00");
        story.house().onCall().planning().dropOverride(story.by("Joe"), primary, override);
        story.until("10:10:00");
        assertThat(story.mails("Mina")).isEmpty();
    }

    /** Joe for Mina, for a day. */
    private Asked take(String from) {
        When.Local start = (When.Local) When.parse(from);
        return new Asked(Asked.Kind.REPLACE, story.who("Joe").id(), story.who("Mina").id(), start, new When.Local(start.at().plusDays(1)));
    }

    @Test
    void what_somebody_does_not_want_is_not_sent() {
        story.house().tonight().notices().choose(story.by("Joe"), EnumSet.of(Notices.Notice.OFF));
        assertThat(story.house().tonight().notices().of(story.who("Joe").id())).containsExactly(Notices.Notice.OFF);
        story.until("11:30:00");
        assertThat(story.mails("Joe")).isEmpty();
        assertThat(story.house().tonight().notices().of(story.who("Mina").id())).hasSize(4);
    }

    @Test
    void on_monday_at_nine_the_people_of_the_schedule_read_what_to_look_at_once() {
        story.house().people().absences().add(story.by("Mina"), new org.wakebell.people.Absence.Asked(
                story.who("Mina").id(), org.wakebell.people.Absence.Kind.AWAY, "2026-12-01", "2026-12-05", "", ""));
        Instant monday = FullHouse.instant("09:00:00").plus(Duration.ofDays(1));
        story.suspendedUntil(monday.minusSeconds(15));
        assertThat(weekly("Mina")).isEmpty();
        story.until(monday.plusSeconds(60));
        assertThat(weekly("Mina")).containsExactly("primary: 1 thing to look at");
        assertThat(weekly("Joe")).hasSize(1);
        story.until(monday.plusSeconds(1800));
        assertThat(weekly("Mina")).hasSize(1);
    }

    @Test
    void a_calendar_that_cannot_be_read_is_in_the_monday_mail() {
        story.house().subscribed().subscriptions().add(story.by("Joe"), new Subscription.Asked(
                Subscription.Kind.SHIFTS, "Outlook", "http://127.0.0.1:1/a.ics", "", primary, 0, "UTC"));
        story.settle();
        Instant monday = FullHouse.instant("09:00:00").plus(Duration.ofDays(1));
        story.suspendedUntil(monday.minusSeconds(15));
        story.until(monday.plusSeconds(60));
        assertThat(weekly("Mina")).containsExactly("primary: 1 thing to look at");
    }

    private List<String> weekly(String person) {
        return story.mails(person).stream().filter(subject -> subject.contains("to look at")).toList();
    }

    @Test
    void monday_at_nine_is_by_the_clock_of_the_schedule_across_a_clock_change() {
        ZoneId vancouver = ZoneId.of("America/Los_Angeles");
        Instant before = Instant.parse("2026-10-26T16:00:00Z");
        assertThat(WeeklyNotes.next(vancouver, before.minusSeconds(1))).isEqualTo(before);
        assertThat(WeeklyNotes.next(vancouver, before)).isEqualTo(Instant.parse("2026-11-02T17:00:00Z"));
    }
}
