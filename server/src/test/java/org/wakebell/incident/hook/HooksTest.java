package org.wakebell.incident.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Policy;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Refusal;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other systems hear of an incident: real HTTP, a receiver that checks what a receiver checks. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class HooksTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Parameter
    Databases database;

    FullHouse story;
    WebhookTwin twin;
    String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:12:00");
        twin = WebhookTwin.start("127.0.0.1", 0);
        story.responder("Mina");
        story.triager("Tae");
        checkout = story.service("checkout");
        story.siren("Mina");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
    }

    @AfterEach
    void morning() {
        twin.close();
        story.close();
    }

    @Test
    void a_whole_night_is_told_in_order_and_signed() {
        twin.demand(made("wakebell", "").secret().reveal());
        opened();
        story.until("03:12:41");
        paging().answer(story.by("Mina"), incident().page(), "up");
        story.settle();
        incidents().own(story.by("Mina"), incident().id());
        incidents().resolve(story.by("Mina"), incident().id(), "a full disk");
        story.settle();
        assertThat(twin.got()).allMatch(WebhookTwin.Got::signed).allMatch(WebhookTwin.Got::fresh);
        assertThat(types()).containsExactly(
                "incident.opened", "incident.rung", "incident.rung", "incident.answered", "incident.owned", "incident.resolved");
        JsonNode rung = bodies().get(2);
        assertThat(rung.at("/rung/name").asString()).isEqualTo("Mina");
        assertThat(rung.at("/rung/bell").asString()).isEqualTo("siren");
        assertThat(rung.at("/at").asString()).isEqualTo("2026-11-22T03:12:30Z");
        JsonNode last = bodies().getLast();
        assertThat(last.at("/incident/owner").asString()).isEqualTo("Mina");
        assertThat(last.at("/incident/ended").asString()).isEqualTo("resolved");
        assertThat(last.at("/incident/service/name").asString()).isEqualTo("checkout");
        assertThat(last.at("/incident/link").asString()).isEqualTo("http://wakebell.test/incidents/1");
    }

    @Test
    void what_is_not_taken_is_sent_again_with_the_same_id_and_nothing_overtakes_it() {
        made("wakebell", "");
        twin.answer(503, "");
        opened();
        story.until("03:12:41");
        paging().answer(story.by("Mina"), incident().page(), "up");
        story.until("03:13:00");
        assertThat(types()).hasSizeGreaterThanOrEqualTo(3).containsOnly("incident.opened");
        assertThat(twin.got()).extracting(got -> got.header("webhook-id")).containsOnly(twin.got().getFirst().header("webhook-id"));
        assertThat(look().state()).isEqualTo(Check.State.DEGRADED);
        assertThat(look().why()).contains("it answers 503");
        twin.calm();
        twin.forget();
        story.until("03:20:00");
        assertThat(types()).startsWith("incident.opened", "incident.rung", "incident.rung", "incident.answered");
        assertThat(twin.got()).allMatch(WebhookTwin.Got::fresh);
        assertThat(look().state()).isEqualTo(Check.State.READY);
    }

    /** Removed on one node while another wrote down what it was to hear. */
    @Test
    void what_a_removed_hook_was_still_to_hear_is_dropped() {
        made("wakebell", "");
        twin.answer(503, "");
        opened();
        story.house().tx().write(() -> story.house().tx().sql("DELETE FROM incident_hook").update());
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> story.until("03:13:00"));
        assertThat(story.house().tx().read(
                        () -> story.house().tx().sql("SELECT count(*) FROM incident_hook_call").query(Long.class).single()))
                .isZero();
    }

    @Test
    void a_receiver_that_refuses_loses_that_event_alone() {
        made("wakebell", "");
        twin.answer(404, "");
        opened();
        assertThat(look().why()).contains("it answers 404");
        twin.calm();
        twin.forget();
        incidents().own(story.by("Mina"), incident().id());
        story.settle();
        assertThat(types()).as("who takes it on unasked has answered by it").containsExactly("incident.answered", "incident.owned");
    }

    @Test
    void once_it_is_over_no_ring_is_told_any_more() {
        made("wakebell", "");
        opened();
        story.until("03:12:40");
        incidents().resolve(FullHouse.ADMIN, incident().id(), "restarted");
        story.until("03:14:00");
        assertThat(story.mails("Mina")).anyMatch(m -> m.startsWith("Over:"));
        assertThat(types()).contains("incident.rung").endsWith("incident.resolved");
    }

    @Test
    void a_dead_receiver_delays_no_bell() {
        made("wakebell", "");
        twin.unplug();
        opened();
        story.until("03:12:30");
        assertThat(story.sounded("Mina")).containsExactly(FullHouse.instant("03:12:30"));
    }

    @Test
    void what_was_written_down_outlives_a_crash() {
        made("wakebell", "");
        incidents().wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "nothing answers", false));
        assertThat(twin.got()).isEmpty();
        story.restart();
        story.until("03:12:20");
        assertThat(types()).startsWith("incident.opened");
    }

    @Test
    void a_912_says_what_it_is_when_it_is_due_and_that_it_is_not_urgent() {
        made("wakebell", "");
        story.suspendedUntil(FullHouse.instant("09:00:00"));
        String task = incidents().task(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "the disk fills up", false));
        incidents().own(story.by("Mina"), task);
        incidents().resolve(story.by("Mina"), task, "");
        incidents().reopen(story.by("Mina"), task, "it fills again");
        story.settle();
        assertThat(types()).contains("incident.opened", "incident.owned", "incident.resolved", "incident.reopened");
        assertThat(bodies()).allMatch(body -> body.at("/incident/grade").asString().equals("912"));
        assertThat(bodies().getFirst().at("/incident/due").asString()).isEqualTo("2026-11-22T17:00:00Z");
        made("pagerduty", "");
        twin.forget();
        incidents().resolve(story.by("Mina"), task, "");
        story.settle();
        assertThat(bodies()).anyMatch(body -> body.at("/event/data/urgency").asString("").equals("low"));
    }

    @Test
    void pagerduty_s_form_is_signed_its_way_and_leaves_rings_out() throws Exception {
        String secret = made("pagerduty", "").secret().reveal();
        opened();
        story.until("03:12:41");
        paging().answer(story.by("Mina"), incident().page(), "up");
        story.settle();
        incidents().resolve(story.by("Mina"), incident().id(), "a full disk");
        story.settle();
        assertThat(bodies()).extracting(body -> body.at("/event/event_type").asString())
                .containsExactly("incident.triggered", "incident.acknowledged", "incident.resolved");
        JsonNode event = bodies().get(1).get("event");
        assertThat(event.at("/resource_type").asString()).isEqualTo("incident");
        assertThat(event.at("/agent/summary").asString()).isEqualTo("Mina");
        assertThat(event.at("/data/status").asString()).isEqualTo("acknowledged");
        assertThat(event.at("/data/number").asInt()).isEqualTo(1);
        assertThat(event.at("/data/urgency").asString()).isEqualTo("high");
        for (WebhookTwin.Got got : twin.got()) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String right = "v1=" + HexFormat.of().formatHex(mac.doFinal(got.request().body().getBytes(StandardCharsets.UTF_8)));
            assertThat(got.header("x-pagerduty-signature")).isEqualTo(right);
        }
    }

    @Test
    void only_the_service_that_was_chosen_is_told() {
        made("wakebell", story.service("payments"));
        opened();
        assertThat(twin.got()).isEmpty();
    }

    @Test
    void a_test_says_who_listens_and_what_is_removed_hears_nothing() {
        Hooks.Made made = made("wakebell", "");
        hooks().ping(FullHouse.ADMIN, made.hook().id());
        story.settle();
        assertThat(types()).containsExactly("ping");
        assertThat(hooks().all(FullHouse.ADMIN)).singleElement().satisfies(hook -> assertThat(hook.heard()).isNotNull());
        hooks().remove(FullHouse.ADMIN, made.hook().id());
        opened();
        assertThat(types()).containsExactly("ping");
    }

    @Test
    void bad_input_names_its_field_and_nothing_is_kept() {
        refused("name", "  ", twin.url("/"), "wakebell", "");
        refused("url", "desk", "not an address", "wakebell", "");
        refused("url", "desk", "http://169.254.169.254/latest", "wakebell", "");
        refused("shape", "desk", twin.url("/"), "slack", "");
        refused("service", "desk", twin.url("/"), "wakebell", "nope");
        assertThatThrownBy(() -> hooks().make(story.by("Mina"), "desk", twin.url("/"), "wakebell", ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Only an admin");
        assertThat(hooks().all(FullHouse.ADMIN)).isEmpty();
    }

    private void refused(String field, String name, String url, String shape, String service) {
        assertThatThrownBy(() -> hooks().make(FullHouse.ADMIN, name, url, shape, service))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    private Hooks.Made made(String shape, String service) {
        return hooks().make(FullHouse.ADMIN, "the desk", twin.url("/hook"), shape, service);
    }

    private void opened() {
        incidents().wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "nothing answers", false));
        story.settle();
    }

    private List<JsonNode> bodies() {
        return twin.got().stream().map(got -> JSON.readTree(got.request().body())).toList();
    }

    private List<String> types() {
        return bodies().stream().map(body -> body.at("/type").asString()).toList();
    }

    private Check.Finding look() {
        return hooks().look();
    }

    private Hooks hooks() {
        return story.house().incident().hooks();
    }

    private Incidents incidents() {
        return story.house().incident().incidents();
    }

    private org.wakebell.paging.Paging paging() {
        return story.house().paging().paging();
    }

    private Incident incident() {
        return incidents().newest(1).getFirst();
    }
}
