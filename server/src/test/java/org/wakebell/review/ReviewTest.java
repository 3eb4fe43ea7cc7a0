package org.wakebell.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Policy;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage;

/** What a night leaves behind to learn from. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class ReviewTest {

    @Parameter
    Databases database;

    FullHouse story;
    SimpleMeterRegistry metrics;
    String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:00:00");
        metrics = new SimpleMeterRegistry();
        story.house().stages().bindTo(metrics);
        story.responder("Mina");
        story.triager("Tae");
        checkout = story.service("checkout");
        story.siren("Mina");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
    }

    @AfterEach
    void morning() {
        story.close();
    }

    @Test
    void nothing_happened_and_nothing_is_made_up() {
        Report it = over(28, "Tae");
        assertThat(it.incidents()).isZero();
        assertThat(it.headline()).isNull();
        assertThat(it.slowest()).isEmpty();
    }

    @Test
    void a_912_is_counted_as_what_it_is_and_in_no_other_number() {
        story.suspendedUntil(FullHouse.instant("09:00:00"));
        var incidents = story.house().incident().incidents();
        String done = incidents.task(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "the disk fills up", false));
        incidents.task(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "a certificate ends", false));
        story.suspendedUntil(FullHouse.instant("10:00:00"));
        incidents.resolve(story.by("Mina"), done, "");

        Report it = over(28, "Tae");
        assertThat(it.chores()).isEqualTo(new Chores(2, 1, 0, 0, 1, 0, 0, once(Duration.ofHours(1))));
        assertThat(it.incidents()).isZero();
        assertThat(it.ringing()).isEqualTo(Spread.of(List.of()));
        story.suspendedUntil(FullHouse.instant("17:00:00"));
        assertThat(over(28, "Tae").chores().overdue()).isEqualTo(1);
    }

    @Test
    void of_a_flood_the_newest_five_thousand_count_and_it_says_so() {
        story.house().tx().write(() -> story.house().tx().sql("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
                INSERT INTO incident_incident
                  (id, number, service, title, facts, since, origin, persons, hand, joined, opened, opened_by, opened_name, why,
                   undo_until, state, page, answered_by, answered_name, owner, owner_name, ended_name, ended_why, users)
                SELECT 'flood' || i, i, '', 'flood', '', ?, '', '', true, 0, ?, '', '', '', 0, 'OPENED', '', '', '', '', '', '', '', 0
                FROM n
                """)
                .params(micros(), micros())
                .update());
        assertThat(over(28, "Tae")).satisfies(it -> {
            assertThat(it.cut()).isTrue();
            assertThat(it.incidents()).isEqualTo(5000);
        });
        story.house().tx().write(() -> story.house().tx().sql("DELETE FROM incident_incident WHERE id = 'flood1'").update());
        assertThat(over(28, "Tae").cut()).isFalse();
    }

    private long micros() {
        return org.wakebell.platform.db.Micros.of(story.now());
    }

    @Test
    void the_headline_is_from_the_first_bad_line_to_a_person_acting() {
        fires("1:pay", "rule 4: severity FATAL (21) or worse");
        story.until("03:02:00");
        judged911();
        story.until("03:02:41");
        answered("Mina");

        Report it = over(28, "Tae");
        assertThat(it.acting()).isEqualTo(once(Duration.ofSeconds(161)));
        assertThat(it.opening()).isEqualTo(once(Duration.ofMinutes(2)));
        assertThat(it.ringing()).as("the mail rings at once").isEqualTo(once(Duration.ZERO));
        assertThat(it.answering()).isEqualTo(once(Duration.ofSeconds(41)));
        assertThat(it.slowest()).containsExactly(new Report.Slow(1, "no payment route", Duration.ofSeconds(161)));
        assertThat(it.unanswered()).isZero();
    }

    @Test
    void a_stage_is_told_to_prometheus_once_it_is_on_disk() {
        fires("1:pay", "rule 4");
        story.until("03:02:00");
        judged911();
        story.until("03:02:41");
        answered("Mina");
        assertThat(seconds("paged")).isEqualTo(120);
        assertThat(seconds("answered")).isEqualTo(41);
        assertThat(metrics.get("wakebell.stage").tag("stage", "rung").timer().count()).isOne();
        answered("Mina");
        assertThat(metrics.get("wakebell.stage").tag("stage", "answered").timer().count()).isOne();
    }

    @Test
    void a_wrong_awakening_is_counted_on_its_rule_and_its_source_and_for_its_judge_alone() {
        fires("1:pay", "rule 4: severity FATAL (21) or worse");
        judged911();
        story.until("03:00:40");
        answered("Mina");
        incidents().rightToWake(story.by("Mina"), incident().id(), false, "a test line");

        Report it = over(28, story.by("Tae").person());
        assertThat(it.judged()).isOne();
        assertThat(it.wrong()).isOne();
        assertThat(it.rules()).containsExactly(new Report.Blame("otel", "rule 4: severity FATAL (21) or worse", 1, 1));
        assertThat(it.sources()).containsExactly(new Report.Blame("otel", "", 1, 1));
        assertThat(it.yours()).isEqualTo(new Report.Blame("", "", 1, 1));
        assertThat(over(28, story.by("Mina").person()).yours()).isEqualTo(new Report.Blame("", "", 0, 0));

        incidents().rightToWake(story.by("Mina"), incident().id(), true, "it was real");
        assertThat(over(28, "").rules()).as("the last answer counts").isEmpty();
    }

    @Test
    void what_ended_without_a_person_is_said() {
        fires("1:pay", "rule 4");
        judged911();
        incidents().standDown(story.by("Tae"), incident().id(), "not money");
        assertThat(over(28, "").unanswered()).isOne();
        assertThat(over(28, "").headline()).isNull();
    }

    @Test
    void older_nights_are_left_out() {
        fires("1:pay", "rule 4");
        judged911();
        story.until("03:00:40");
        answered("Mina");
        incidents().resolve(story.by("Mina"), incident().id(), "done");
        story.suspendedUntil(story.now().plus(Duration.ofDays(8)));
        assertThat(over(7, "").incidents()).isZero();
        assertThat(over(9, "").incidents()).isOne();
    }

    private Report over(int days, String reader) {
        return story.house().review().over(days, reader);
    }

    private Incidents incidents() {
        return story.house().incident().incidents();
    }

    private Incident incident() {
        return incidents().newest(1).getFirst();
    }

    private Triage triage() {
        return story.house().triage().triage();
    }

    private void fires(String fingerprint, String reason) {
        Instant now = story.now();
        triage().take(new Batch(
                List.of(new Batch.Delta(
                        "otel", checkout, fingerprint, Grade.G911, "no payment route", "4", reason, "same message", false, 1,
                        now, now, Map.of(now.getEpochSecond() / 60, 1L), Set.of(), Set.of(), List.of())),
                List.of(),
                List.of()));
        story.settle();
    }

    private void judged911() {
        triage().judge(story.by("Tae"), triage().desk(1).judge().getFirst().alert().id(), Triage.Verdict.V911, "", true);
        story.settle();
    }

    private void answered(String person) {
        story.house().paging().paging().answer(story.by(person), incident().page(), "up");
        story.settle();
    }

    private double seconds(String stage) {
        return metrics.get("wakebell.stage").tag("stage", stage).timer().totalTime(TimeUnit.SECONDS);
    }

    private static Spread once(Duration took) {
        return new Spread(1, took, took);
    }
}
