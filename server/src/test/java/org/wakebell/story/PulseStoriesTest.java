package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.wakebell.House;
import org.wakebell.drivers.webhook.SigningKey;
import org.wakebell.incident.Incidents;
import org.wakebell.people.Watcher;
import org.wakebell.platform.db.Dialect;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.triage.Triage;

/** Somebody outside waits for a beat a minute: it comes while the whole line works, and stops when any part of it does. */
@NullMarked
@EveryDatabase
class PulseStoriesTest {

    private static final String KEY = SigningKey.fresh();
    private static final String PATH = "/ping/8f6c-secret";

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    FullHouse story;

    @SuppressWarnings("NullAway.Init")
    WebhookTwin outside;

    private final Deaths deaths = new Deaths();
    private String takesNothing = "";

    private void faults(Tx.Point point) {
        if (!takesNothing.isEmpty()) {
            throw new DataAccessResourceFailureException("no", new SQLException("it takes nothing", takesNothing));
        }
        deaths.at(point);
    }

    @BeforeEach
    void begin() {
        story = new FullHouse(database, "03:00:00", this::faults);
        outside = story.watched(PATH, KEY);
        outside.demand(KEY);
    }

    @AfterEach
    void end() {
        story.close();
    }

    private long beats() {
        return outside.got().stream().filter(WebhookTwin.Got::fresh).count();
    }

    private House house() {
        return story.house();
    }

    private void silentUntil(String time) {
        outside.forget();
        story.until(time);
        assertThat(outside.got()).as("until " + time).isEmpty();
    }

    private Check.Finding health() {
        return house().checks().stream().filter(check -> check.name().equals("pulse")).findFirst().orElseThrow().look();
    }

    private void sql(String text) {
        house().tx().write(() -> {
            house().tx().sql(text).update();
        });
    }

    private boolean postgres() {
        return house().tx().dialect() == Dialect.POSTGRES;
    }

    /** Nothing new can be written there. */
    private void breaks(String table) {
        if (postgres()) {
            sql("CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''broken''; END'");
            sql("CREATE TRIGGER broken BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION broken()");
        } else {
            sql("CREATE TRIGGER broken BEFORE INSERT ON " + table + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
        }
    }

    @Test
    void a_beat_leaves_every_minute_and_is_an_empty_signed_call() {
        story.until("03:05:30");
        assertThat(beats()).isEqualTo(6);
        assertThat(outside.got()).hasSize(6).allSatisfy(got -> {
            assertThat(got.request().method()).isEqualTo("POST");
            assertThat(got.request().path()).isEqualTo(PATH);
            assertThat(got.request().body()).isEmpty();
            assertThat(got.signed()).isTrue();
        });
        assertThat(health().state()).isEqualTo(Check.State.READY);
        assertThat(health().why()).contains("127.0.0.1 took a beat at 2026-11-22T03:05:00Z");
    }

    /** The tables stand for the rooms, in the order of the line. What is there can be read, changed and deleted: only the next step fails. */
    @ParameterizedTest
    @ValueSource(strings = {
        "platform_duty", "triage_alert", "incident_incident", "paging_page", "paging_ring", "bells_order",
    })
    void a_part_of_the_line_that_cannot_write_stops_it_until_it_can(String table) {
        story.until("03:01:30");
        assertThat(beats()).isEqualTo(2);
        breaks(table);
        story.ailing();
        silentUntil("03:02:50");
        sql("DROP TRIGGER broken" + (postgres() ? " ON " + table : ""));
        story.until("03:04:30");
        assertThat(beats()).isBetween(1L, 3L);
        outside.forget();
        story.until("03:06:30");
        assertThat(beats()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake committer", "duties"})
    void a_loop_that_stands_still_stops_it_until_it_goes_on(String loop) {
        story.until("03:01:30");
        story.still(loop);
        silentUntil("03:06:30");
        assertThat(health().state()).isEqualTo(Check.State.DEGRADED);
        assertThat(health().why()).startsWith("No beat has left since 2026-11-22T03:01:00Z");
        story.goesOn();
        story.until("03:09:30");
        assertThat(beats()).isBetween(3L, 4L);
        assertThat(health().state()).isEqualTo(Check.State.READY);
    }

    /** Gone, full, read-only: as PostgreSQL says it. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "53100", "25006"})
    void a_database_that_takes_nothing_stops_it_and_it_goes_on_by_itself(String state) {
        story.until("03:01:30");
        story.ailing();
        takesNothing = state;
        silentUntil("03:03:30");
        takesNothing = "";
        story.until("03:05:00");
        assertThat(beats()).isBetween(1L, 2L);
    }

    @Test
    void two_servers_beat_once_a_minute_and_one_that_is_left_goes_on() {
        story.join();
        story.until("03:05:30");
        assertThat(beats()).isEqualTo(6);
        assertThat(outside.got()).hasSize(6);
        story.restart();
        story.until("03:08:30");
        assertThat(beats()).isEqualTo(9);
    }

    @Test
    void killed_at_every_commit_it_is_late_at_most_and_goes_on() {
        story.until("03:00:30");
        Instant last = story.now();
        int died = deaths.during(story, () -> story.until("03:02:20"));
        assertThat(died).as("deaths").isGreaterThan(10);
        assertThat(beats()).isGreaterThanOrEqualTo(3);
        outside.forget();
        story.until("03:05:20");
        assertThat(Duration.between(last, story.now())).isLessThan(Duration.ofMinutes(6));
        assertThat(beats()).as("one a minute again").isEqualTo(3);
        assertThat(traces()).as("and each leaves as much as the one before").isEqualTo(after(story::now, "03:09:20"));
    }

    @Test
    void nothing_of_it_is_seen_or_counted_or_told_to_anybody() {
        story.responder("Mina");
        story.triager("Ana");
        String checkout = story.service("checkout");
        WebhookTwin hooks = story.webhook("Mina");
        house().incident().hooks().make(FullHouse.ADMIN, "chat", hooks.url("/hook"), "wakebell", "");
        story.until("03:04:30");
        assertThat(beats()).isGreaterThan(3);

        Triage triage = house().triage().triage();
        Triage.Desk desk = triage.desk(100);
        assertThat(triage.hasBeat()).as("there is one").isTrue();
        assertThat(desk.judge()).isEmpty();
        assertThat(desk.fix()).isEmpty();
        assertThat(desk.notices()).isEmpty();
        assertThat(desk.decided()).isEmpty();
        assertThat(triage.unjudged(10).all()).isZero();
        assertThat(triage.waiting()).isZero();
        assertThat(triage.causes(story.now().minusSeconds(3600), story.now())).isEmpty();
        Incidents incidents = house().incident().incidents();
        assertThat(incidents.open()).isEmpty();
        assertThat(incidents.newest(100)).isEmpty();
        assertThat(house().incident().history().opened(story.now().minusSeconds(3600), story.now())).isEmpty();
        assertThat(house().paging().paging().open()).isEmpty();
        assertThat(house().intake().sources().all()).isEmpty();
        assertThat(house().people().people().everyone()).extracting(p -> p.name()).containsExactlyInAnyOrder("Mina", "Ana");
        assertThat(house().people().people().services()).extracting(s -> s.name()).containsExactly("checkout");
        assertThat(story.mails("Mina")).isEmpty();
        assertThat(story.mails("Ana")).isEmpty();
        assertThat(hooks.got()).isEmpty();
        assertThat(count("people_audit")).as("nobody did anything").isEqualTo(
                house().tx().read(() -> house().tx().sql("SELECT count(*) FROM people_audit WHERE person <> 'system' AND what <> 'incident.open'")
                        .query(Long.class).single()));

        incidents.wake(FullHouse.ADMIN, new Incidents.ByHand(checkout, Set.of(), "payments are down", false));
        assertThat(incidents.newest(100)).singleElement().satisfies(i -> assertThat(i.number()).as("no number was spent").isEqualTo(1));
    }

    @Test
    void it_leaves_no_more_behind_after_twenty_beats_than_after_three() {
        story.until("03:02:30");
        Map<String, Long> early = traces();
        assertThat(after(story::now, "03:21:30")).isEqualTo(early);
    }

    @Test
    void a_watcher_that_cannot_be_reached_shows_on_health_and_wakes_nobody() {
        story.responder("Mina");
        story.triager("Ana");
        outside.unplug();
        story.until("03:30:00");
        assertThat(story.mails("Mina")).isEmpty();
        assertThat(story.mails("Ana")).isEmpty();
        Check.Finding bad = health();
        assertThat(bad.state()).isEqualTo(Check.State.DEGRADED);
        assertThat(bad.why()).contains("No beat reaches the watcher outside: 127.0.0.1").doesNotContain("8f6c");
        assertThat(new Words().say(Locale.KOREAN, bad.word(), bad.values().toArray())).contains("박동이 바깥 감시자에게 닿지 않습니다", "127.0.0.1");
        outside.plug();
        story.until("03:32:00");
        assertThat(beats()).isBetween(1L, 3L);
        assertThat(health().state()).isEqualTo(Check.State.READY);
        outside.answer(404, "");
        story.until("03:37:00");
        assertThat(health().why()).contains("answered 404");
        assertThat(outside.got().size()).as("what is refused for good is not tried every few seconds").isLessThan(17);
    }

    @Test
    void its_address_is_written_nowhere_and_nobody_can_ask_for_it() {
        story.until("03:02:30");
        assertThat(health().why()).doesNotContain("8f6c");
        String rows = house().tx().read(() -> String.join(" ", house().tx().sql("SELECT config || secret || label || health || proof FROM bells_bell")
                .query(String.class).list()));
        assertThat(rows).contains("answered 200").doesNotContain("8f6c").doesNotContain(KEY);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> house().bells().setup().one(FullHouse.ADMIN, Watcher.ID));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> house().bells().setup().test(FullHouse.ADMIN, Watcher.ID));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> house().bells().setup().rename(FullHouse.ADMIN, Watcher.ID, "x"));
        assertThat(house().bells().setup().of(FullHouse.ADMIN, Watcher.ID)).isEmpty();
        assertThat(house().bells().setup().all(FullHouse.ADMIN)).isEmpty();
    }

    @Test
    void a_trouble_of_a_service_rings_beside_it_as_ever() {
        story.responder("Mina");
        String checkout = story.service("checkout");
        WebhookTwin chat = story.webhook("Mina");
        story.until("03:02:00");
        house().incident().incidents().wake(FullHouse.ADMIN, new Incidents.ByHand(checkout, Set.of(), "payments are down", false));
        story.until("03:04:30");
        assertThat(chat.got()).isNotEmpty();
        assertThat(beats()).isEqualTo(5);
    }

    private static final List<String> LEAVES = List.of(
            "triage_alert", "triage_episode", "triage_minute", "triage_hour", "triage_sample", "triage_line", "triage_opening", "triage_source",
            "triage_together", "triage_seen", "incident_incident", "incident_line", "paging_page", "paging_ring", "paging_up", "bells_order",
            "bells_bell", "platform_duty", "people_audit", "people_act", "intake_hour", "intake_seen");

    private Map<String, Long> traces() {
        Map<String, Long> all = new TreeMap<>();
        LEAVES.forEach(table -> all.put(table, count(table)));
        return all;
    }

    private Map<String, Long> after(java.util.function.Supplier<Instant> now, String time) {
        story.until(time);
        assertThat(now.get()).isEqualTo(FullHouse.instant(time));
        return traces();
    }

    private long count(String table) {
        return Objects.requireNonNull(
                house().tx().<Long>read(() -> house().tx().sql("SELECT count(*) FROM " + table).query(Long.class).single()));
    }
}
