package org.wakebell.incident.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.servlet.View;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Policy;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.FullHouse;

/** The buttons of the incident screen and their REST, as each person sees them. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class IncidentScreenTest {

    private FullHouse story;
    private Incidents incidents;
    private IncidentScreen screen;
    private IncidentApi api;
    private String number;

    @BeforeEach
    void anIncidentThatMinaOwns() {
        story = new FullHouse(Databases.SQLITE, "03:12:00");
        story.responder("Mina");
        story.responder("Joe");
        story.triager("Tae");
        String checkout = story.service("checkout");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
        var house = story.house();
        incidents = house.incident().incidents();
        var people = house.people().people();
        screen = new IncidentScreen(incidents, house.paging().paging(), people, new Rights(people), house.incident().suspensions(),
                house.incident().confirming());
        api = new IncidentApi(house.clock(), incidents, house.incident().confirming(), house.paging().paging(), people);
        incidents.wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", true));
        story.settle();
        number = String.valueOf(incident().number());
        incidents.own(story.by("Mina"), incident().id());
    }

    @AfterEach
    void close() {
        story.close();
    }

    private Incident incident() {
        return incidents.newest(1).getFirst();
    }

    private Page page(String name) {
        Person who = story.who(name);
        Reader reader = new Reader(who.id(), name, Set.of("responder"), ZoneOffset.UTC, Locale.ENGLISH);
        return new Pages(
                        story.house().clock(), new Words(), new org.wakebell.platform.web.Files(), request -> reader,
                        new Origin(URI.create("http://wakebell.test")), List.of())
                .of(new MockHttpServletRequest("GET", "/"));
    }

    private String seenBy(String name) throws Exception {
        View view = screen.one(number, story.by(name), new MockHttpServletRequest("GET", "/"), page(name));
        MockHttpServletResponse response = new MockHttpServletResponse();
        view.render(null, new MockHttpServletRequest("GET", "/"), response);
        return response.getContentAsString().replaceAll("\\s+", " ");
    }

    @Test
    void who_owns_it_may_offer_it_and_only_whom_it_is_offered_to_may_accept() throws Exception {
        assertThat(seenBy("Mina")).contains("Hand it over to", ">Joe</option>", "It stays yours until they accept.");
        assertThat(seenBy("Joe")).doesNotContain("Hand it over to");
        screen.offer(number, story.who("Joe").id(), story.by("Mina"));
        assertThat(seenBy("Joe")).contains("Mina wants to hand this over to you.", "Accept: it is mine now", "/accept\"", "/decline\"");
        assertThat(seenBy("Mina")).contains("Offered to Joe; it moves when they accept.", "Take the offer back");
        assertThatThrownBy(() -> screen.accept(number, story.by("Tae"))).isInstanceOf(Refusal.class);
        screen.accept(number, story.by("Joe"));
        assertThat(incident().ownerName()).isEqualTo("Joe");
        assertThat(seenBy("Joe")).contains("Hand it over to");
    }

    @Test
    void what_is_to_be_done_stands_before_what_happened_and_its_times_name_their_zone() throws Exception {
        assertThat(seenBy("Mina")).containsSubsequence("id=\"incident-act\"", "/resolve\"", "id=\"incident-people\"", "id=\"incident-story\"")
                .contains("What happened (Z time)");
    }

    @Test
    void only_whom_it_would_be_granted_sees_that_they_may_take_it_and_only_who_was_woken_is_asked_about_that() throws Exception {
        story.person("Ben", "07:00", "23:00", Set.of(Role.RESPONDER));
        incidents.wake(story.by("Tae"), new Incidents.ByHand(incident().service(), Set.of(story.who("Joe").id()), "the other one is down", true));
        story.settle();
        number = String.valueOf(incident().number());
        assertThat(paged(incident())).contains("named by Tae");
        assertThat(seenBy("Ben")).doesNotContain("/own\"");
        assertThat(seenBy("Joe")).contains("/own\"");
        incidents.own(story.by("Mina"), incident().id());
        assertThat(seenBy("Mina")).as("nothing rang her for this one").doesNotContain("Was it right to wake you?");
        number = "1";
        assertThat(seenBy("Mina")).contains("Was it right to wake you?");
    }

    private List<String> paged(Incident it) {
        return story.house().paging().paging().rings(it.page()).stream().map(r -> r.why()).toList();
    }

    @Test
    void an_offer_is_declined_or_taken_back() throws Exception {
        screen.offer(number, story.who("Joe").id(), story.by("Mina"));
        screen.decline(number, story.by("Joe"));
        assertThat(seenBy("Mina")).contains("Hand it over to");
        screen.offer(number, story.who("Joe").id(), story.by("Mina"));
        screen.decline(number, story.by("Mina"));
        assertThatThrownBy(() -> screen.accept(number, story.by("Joe"))).isInstanceOf(Refusal.class);
        assertThat(incident().ownerName()).isEqualTo("Mina");
    }

    @Test
    void by_rest_it_is_offered_accepted_and_told_with_who_has_it() {
        assertThatThrownBy(() -> api.offer(number, new IncidentApi.Offered(null), story.by("Mina")))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("to"));
        assertThatThrownBy(() -> api.offer(number, new IncidentApi.Offered("joe@example.org"), story.by("Joe"))).isInstanceOf(Refusal.class);
        var offered = api.offer(number, new IncidentApi.Offered("joe@example.org"), story.by("Mina"));
        assertThat(offered.incident().offeredTo()).isEqualTo(story.who("Joe").id());
        assertThat(api.decline(number, story.by("Joe")).incident().offeredTo()).isNull();
        api.offer(number, new IncidentApi.Offered(story.who("Joe").id()), story.by("Mina"));
        var accepted = api.accept(number, story.by("Joe"));
        assertThat(accepted.incident().owner()).isEqualTo("Joe");
        assertThat(accepted.story()).extracting(Incidents.Line::what).contains("Mina offers it to Joe", "Joe accepted it");
    }

    @Test
    void whoever_was_woken_suspends_the_right_to_ring_and_an_admin_gives_it_back() throws Exception {
        assertThat(seenBy("Mina")).contains("Suspend Tae’s right to ring");
        assertThat(seenBy("Tae")).doesNotContain("Suspend Tae’s right to ring");
        screen.suspend(number, "three times for nothing", story.by("Mina"));
        assertThat(seenBy("Mina")).contains("Tae must not ring anybody until", "three times for nothing");
        screen.lift(number, FullHouse.ADMIN);
        assertThat(seenBy("Mina")).contains("Suspend Tae’s right to ring");
    }

    @Test
    void a_third_911_by_hand_waits_on_the_screen_and_in_rest_until_somebody_else_confirms_it() throws Exception {
        var call = new IncidentApi.Wake(null, List.of("joe@example.org"), "payments are down", null);
        assertThat(api.wake(call, story.by("Tae")).getStatusCode().value()).isEqualTo(201);
        var third = api.wake(call, story.by("Tae"));
        assertThat(third.getStatusCode().value()).isEqualTo(202);
        assertThat(third.getBody()).satisfies(b -> assertThat(b.number()).isZero());
        assertThat(listSeenBy("Tae", false)).contains("Sign in again", "Tae wants to wake Joe", "Do not ring").doesNotContain("ring them now");
        assertThat(listSeenBy("Tae", true)).contains("ring them now").doesNotContain("Sign in again");
        assertThat(listSeenBy("Mina", false)).contains("Waiting for a second person", "payments are down", "ring them now");
        String id = api.waiting().getFirst().id();
        assertThatThrownBy(() -> api.confirm(id, story.by("Tae")))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("sign-in"));
        assertThat(api.confirm(id, story.by("Mina")).story()).extracting(Incidents.Line::what).contains("Mina confirmed it");
        assertThat(listSeenBy("Mina", false))
                .doesNotContain("Waiting for a second person")
                .as("what is over does not deny what is open").contains("None is over yet.").doesNotContain("No incident yet.");
    }

    private String listSeenBy(String name, boolean justSignedIn) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/incidents");
        if (justSignedIn) {
            MockHttpSession session = new MockHttpSession();
            session.setAttribute("signed-in-at", story.now().toEpochMilli());
            request.setSession(session);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        screen.list(page(name), request).render(null, request, response);
        return response.getContentAsString().replaceAll("\\s+", " ");
    }

    @Test
    void a_912_is_taken_handed_done_and_opened_again_on_its_screen() throws Exception {
        var made = java.util.Objects.requireNonNull(
                api.wake(new IncidentApi.Wake("checkout", null, "the disk fills up", "912"), story.by("Tae")).getBody());
        number = String.valueOf(made.number());
        assertThat(seenBy("Mina")).contains("912 · checkout", "I do it", "Done", "Hand it to", "Make it a 911 and wake them")
                .doesNotContain("Was it right to wake you?", "Suspend Tae", "I need help");
        screen.own(number, story.by("Mina"));
        screen.hand(number, story.who("Joe").id(), story.by("Mina"));
        assertThat(seenBy("Joe")).contains("Joe does it", "Mina handed it to Joe").doesNotContain("I do it");
        assertThat(listSeenBy("Joe", false)).contains("912s: by day, and nobody is woken", "the disk fills up");
        screen.resolve(number, "cleaned", story.by("Joe"));
        assertThat(seenBy("Joe")).contains("done by Joe", "Why is it not done?").doesNotContain("Make it a 911");
        assertThat(listSeenBy("Joe", false)).doesNotContain("912s: by day");
        screen.reopen(number, "full again", story.by("Mina"));
        assertThat(api.one(number).incident()).satisfies(it -> {
            assertThat(it.grade()).isEqualTo("912");
            assertThat(it.due()).isNotNull();
            assertThat(it.state()).isEqualTo("opened");
        });
        var risen = api.rise(number, new IncidentApi.Text("the shop is down"), story.by("Mina"));
        assertThat(risen.incident().grade()).isEqualTo("911");
        assertThat(seenBy("Joe")).contains("It rose to a 911: incident " + risen.incident().number());
        assertThatThrownBy(() -> api.wake(new IncidentApi.Wake("checkout", null, "x", "913"), story.by("Tae")))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("grade"));
    }

    @Test
    void the_story_and_every_ring_carry_their_reason() throws Exception {
        assertThat(seenBy("Joe")).contains("step 2 of “usual”", "on call, rota");
        assertThat(api.one(number).rings()).isNotEmpty().allSatisfy(ring -> assertThat(ring.why()).contains("of “usual”"));
    }
}
