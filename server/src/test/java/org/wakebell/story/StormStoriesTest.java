package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakebell.story.FullHouse.instant;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.bells.Bells;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.triage.Batch;

/** Story 7 of docs/semantics.md: a source that breaks buries nobody and no other source. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class StormStoriesTest {

    private static final int KEYS = 10_000;

    @Parameter
    Databases database;

    static Batch.Delta trusted(FullHouse story, String source, String service, String key) {
        long minute = story.now().getEpochSecond() / 60;
        return new Batch.Delta(
                source, service, "1:" + key, Grade.G911, key + " is down", "1", "severity FATAL", "same message", true, 1,
                story.now(), story.now(), Map.of(minute, 1L), Set.of(), Set.of(), List.of());
    }

    @Tag("slow")
    @Test
    void ten_thousand_keys_of_one_source_are_four_incidents_and_one_ring_and_another_source_rings_at_once() {
        try (FullHouse story = new FullHouse(database, "03:11:59")) {
            story.responder("Mina");
            story.responder("Joe");
            String checkout = story.service("checkout");
            String search = story.service("search");
            story.policy(checkout, Policy.usual(story.schedule("shop", "Mina")));
            story.policy(search, Policy.usual(story.schedule("search", "Joe")));
            story.siren("Mina");
            story.siren("Joe");
            for (int second = 0; second < 60; second++) {
                story.until(instant("03:12:00").plusSeconds(second));
                int from = KEYS * second / 60;
                int to = KEYS * (second + 1) / 60;
                story.house().triage().triage().take(new Batch(
                        IntStream.range(from, to).mapToObj(i -> trusted(story, "broken", checkout, "key " + i)).toList(),
                        List.of(), List.of()));
                if (second == 30) {
                    story.house().triage().triage()
                            .take(new Batch(List.of(trusted(story, "quiet", search, "the index")), List.of(), List.of()));
                    story.settle();
                    assertThat(story.mails("Joe")).as("within the second").containsExactly("911: the index is down");
                }
            }
            Incidents incidents = story.house().incident().incidents();
            List<Incident> storm = incidents.newest(10).stream().filter(i -> i.service().equals(checkout)).toList();
            assertThat(storm).hasSize(4);
            assertThat(storm.stream().mapToLong(i -> 1 + i.joined()).sum()).isEqualTo(KEYS);
            story.until("03:13:05");
            assertThat(story.sounded("Joe")).first().isEqualTo(instant("03:13:00"));
            assertThat(story.sounded("Mina")).first().isEqualTo(instant("03:12:30"));
            assertThat(story.house().bells().lines().wanted(siren(story, "Mina"))).singleElement().satisfies(ring -> {
                assertThat(ring.title()).startsWith("911: 4 incidents:");
                assertThat(ring.text()).contains("more alerts folded into it");
            });
            assertThat(story.mails("Mina")).as("one message an incident").hasSize(4);
            assertThat(storm).anySatisfy(i -> assertThat(story.house().paging().paging().brief(i.page()).facts())
                    .contains("9,996 more alerts folded into it"));
            Paging paging = story.house().paging().paging();
            paging.answer(story.by("Mina"), paging.calling(story.who("Mina").id()).stream().map(Paging.PageFact::id).toList(), "up");
            story.settle();
            assertThat(story.sounding("Mina")).isFalse();
            assertThat(incidents.newest(10).stream().filter(i -> i.service().equals(checkout)))
                    .allMatch(i -> i.state() == Incident.State.ANSWERED);
        }
    }

    private static String siren(FullHouse story, String person) {
        return story.house().bells().bells().of(story.who(person).id()).stream()
                .filter(Bells.BellFact::waking)
                .findFirst()
                .orElseThrow()
                .id();
    }
}
