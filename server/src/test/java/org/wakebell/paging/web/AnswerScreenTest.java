package org.wakebell.paging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;
import org.wakebell.story.FullHouse;

/** The answer screen while more than one incident rings the same person. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class AnswerScreenTest {

    private FullHouse story;
    private AnswerScreen screen;
    private Paging paging;
    private String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(Databases.SQLITE, "03:12:00");
        story.responder("Mina");
        story.responder("Joe");
        story.triager("Ana");
        checkout = story.service("checkout");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
        paging = story.house().paging().paging();
        screen = new AnswerScreen(paging, story.house().paging().links(), story.house().people().people());
        story.siren("Mina");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    private String wakes(String why) {
        Incidents incidents = story.house().incident().incidents();
        String id = incidents.wake(story.by("Ana"), new Incidents.ByHand(checkout, Set.of(), why, true));
        story.until(story.now().plusSeconds(31));
        return incidents.look(id).map(Incident::page).orElseThrow();
    }

    /** The signature as it stands in the order on the siren. */
    private String signature(String page) {
        return signature(page, "Mina");
    }

    private String signature(String page, String person) {
        String path = story.house().bells().bells().of(story.who(person).id()).stream()
                .flatMap(bell -> story.house().bells().lines().wanted(bell.id()).stream())
                .flatMap(ring -> ring.choices().stream())
                .map(choice -> choice.link().getPath())
                .filter(link -> link.startsWith("/answer/" + page))
                .findFirst()
                .orElseThrow();
        return URI.create(path).getPath().split("/")[4];
    }

    private String look(String page, String signature) throws Exception {
        return Eyes.html(screen.look(page, story.who("Mina").id(), signature, RingingCardTest.page(story)), "paging");
    }

    private String up(String page, String signature, String listed) throws Exception {
        return Eyes.html(screen.act(page, story.who("Mina").id(), signature, "up", listed, "", RingingCardTest.page(story)), "paging");
    }

    private String hush(String page, String signature, String heard) throws Exception {
        return Eyes.html(screen.act(page, story.who("Mina").id(), signature, "hush", page, heard, RingingCardTest.page(story)), "paging");
    }

    private static String listed(String html) {
        return field(html, "listed");
    }

    private static String field(String html, String name) {
        Matcher form = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(html);
        assertThat(form.find()).isTrue();
        return form.group(1);
    }

    private String state(String page) {
        return paging.find(page).orElseThrow().state();
    }

    @Test
    void one_answer_covers_what_the_screen_listed_and_the_rest_is_shown_as_another_911() throws Exception {
        String one = wakes("checkout is down");
        String signature = signature(one);
        String two = wakes("refunds are down");
        String html = look(one, signature);
        assertThat(html).contains("checkout is down", "And 1 more call for you:", "refunds are down", "I'm up, for all 2");
        assertThat(html.length()).isLessThan(30_000);
        String three = wakes("logins are down");
        String after = up(one, signature, listed(html));
        assertThat(state(one)).isEqualTo("ANSWERED");
        assertThat(state(two)).isEqualTo("ANSWERED");
        assertThat(state(three)).isEqualTo("RINGING");
        assertThat(after).contains("Another 911 rings you now:", "logins are down", "I'm up for this, too");
        assertThat(up(one, signature, listed(after))).doesNotContain("Another 911");
        assertThat(state(three)).isEqualTo("ANSWERED");
    }

    @Test
    void a_link_whose_page_is_over_answers_nothing_else() throws Exception {
        String one = wakes("checkout is down");
        String signature = signature(one);
        String two = wakes("refunds are down");
        Incidents incidents = story.house().incident().incidents();
        incidents.standDown(story.by("Ana"), incidents.newest(2).getLast().id(), "a test line");
        assertThat(look(one, signature)).contains("It is over").doesNotContain("refunds are down");
        up(one, signature, one + "," + two);
        assertThat(state(two)).isEqualTo("RINGING");
    }

    @Test
    void who_is_called_to_help_answers_and_hushes_by_their_link_though_another_has_it() throws Exception {
        story.siren("Joe");
        String page = wakes("checkout is down");
        paging.own(story.by("Mina"), page);
        paging.help(story.by("Mina"), page);
        story.until(story.now().plusSeconds(31));
        String signature = signature(page, "Joe");
        String joe = story.who("Joe").id();
        String html = Eyes.html(screen.look(page, joe, signature, RingingCardTest.page(story)), "paging");
        assertThat(html).contains("value=\"up\"", "value=\"hush\"").doesNotContain("value=\"pass\"");
        String after = Eyes.html(screen.act(page, joe, signature, "up", listed(html), "", RingingCardTest.page(story)), "paging");
        assertThat(after).doesNotContain("value=\"up\"");
        assertThat(paging.calls(page, joe)).isFalse();
        assertThat(state(page)).isEqualTo("OWNED");
    }

    @Test
    void a_double_tap_on_hush_goes_one_step_on() throws Exception {
        String page = wakes("checkout is down");
        String signature = signature(page);
        String html = look(page, signature);
        assertThat(hush(page, signature, field(html, "heard"))).contains("Your bells are quiet.");
        story.settle();
        int rings = paging.rings(page).size();
        assertThat(hush(page, signature, field(html, "heard"))).contains("Your bells are quiet.");
        story.settle();
        assertThat(paging.rings(page)).as("of the next step, and no further one").hasSize(rings);
        assertThatThrownBy(() -> hush(page, signature, "")).isInstanceOf(Refusal.class).hasMessageContaining("not whole");
    }

    @Test
    void a_link_never_answers_for_somebody_else() throws Exception {
        String one = wakes("checkout is down");
        String signature = signature(one);
        Incidents incidents = story.house().incident().incidents();
        String id = incidents.wake(story.by("Ana"), new Incidents.ByHand("", Set.of(story.who("Joe").id()), "for Joe", true));
        story.settle();
        String joes = incidents.look(id).map(Incident::page).orElseThrow();
        up(one, signature, one + "," + joes);
        assertThat(state(joes)).isEqualTo("RINGING");
    }
}
