package org.wakebell.triage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.grading.Grade;
import org.wakebell.platform.web.Card;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;
import org.wakebell.story.FullHouse;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage;

@NullMarked
@SuppressWarnings("NullAway.Init")
class TriageCardTest {

    FullHouse story;
    Triage triage;
    String checkout;
    Locale language = Locale.ENGLISH;

    @BeforeEach
    void open() {
        story = new FullHouse(Databases.SQLITE, "03:00:00");
        triage = story.house().triage().triage();
        story.triager("Tae");
        checkout = story.service("checkout");
    }

    @AfterEach
    void close() {
        story.close();
    }

    Card.Shown card() {
        return new TriageCard(triage, story.house().people().people())
                .show(Eyes.page(story.house().clock(), "triager", language))
                .orElseThrow();
    }

    void fires(String key, Grade grade, long times, int users, String... hosts) {
        long minute = story.now().getEpochSecond() / 60;
        Set<String> hurt = new TreeSet<>();
        for (int i = 0; i < users; i++) {
            hurt.add("user " + i);
        }
        triage.take(new Batch(
                List.of(new Batch.Delta(
                        "otel", checkout, key, grade, "no payment route for " + key, "1", "severity FATAL", "same message", false,
                        times, story.now(), story.now(), Map.of(minute, times), hurt, Set.of(hosts), List.of())),
                List.of(),
                List.of()));
        story.settle();
    }

    @Test
    void with_nothing_to_judge_it_says_what_will_appear() {
        assertThat(Eyes.html(card())).contains("Waiting for a verdict", "Nothing waits.").doesNotContain("/triage/");
        assertThat(card().weight()).isZero();
        assertThat(card().headline()).isEmpty();
    }

    @Test
    void an_alert_stands_there_with_who_is_hurt_how_often_it_came_and_how_long_there_is() {
        fires("KRW", Grade.G911, 40, 37, "pod-1", "pod-2", "pod-3");
        story.until("03:02:00");
        fires("KRW", Grade.G911, 10, 1);
        story.until("03:03:00");
        String id = triage.desk(1).judge().getFirst().alert().id();
        assertThat(Eyes.html(card()))
                .contains("911?", "no payment route for KRW", "href=\"/triage/" + id + "\"")
                .contains("checkout · 37 users · 3 hosts · last seen", "60 s ago", "2 min left to judge")
                .contains("role=\"img\" aria-label=\"Events per minute over the last 30 minutes: 50 in all, 40 in the busiest minute\"");
        assertThat(card().headline()).isEqualTo("One alert waits for a verdict.");
        assertThat(card().weight()).isEqualTo(40);
        language = Locale.KOREAN;
        assertThat(Eyes.html(card())).contains("판단 대기", "사용자 37명", "호스트 3대");
        assertThat(card().headline()).isEqualTo("알림 1건이 판단을 기다립니다.");

        triage.judge(story.by("Tae"), id, Triage.Verdict.ONE_OFF, "", true);
        assertThat(Eyes.html(card())).doesNotContain("KRW");
    }

    @Test
    void a_912_waits_behind_without_a_headline_and_the_rest_is_counted() {
        fires("slow", Grade.G912, 1, 0);
        assertThat(Eyes.html(card())).contains("912?").doesNotContain("users", "hosts");
        assertThat(card().weight()).isZero();
        for (int i = 1; i <= 7; i++) {
            fires("key " + i, Grade.G911, 1, 0);
            story.until(story.now().plusSeconds(1));
        }
        String html = Eyes.html(card());
        assertThat(html).contains("2 more on the desk").doesNotContain("912?", "key 7");
        assertThat(html.indexOf("key 1")).isLessThan(html.indexOf("key 6"));
        assertThat(card().headline()).isEqualTo("7 alerts wait for a verdict.");
    }

    @Test
    void a_title_is_text_and_never_markup() {
        fires("<img src=x>", Grade.G911, 1, 0);
        assertThat(Eyes.html(card())).contains("&lt;img").doesNotContain("<img");
    }
}
