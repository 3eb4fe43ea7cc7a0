package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.grading.Event;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Grader;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;
import org.wakebell.intake.Fold;
import org.wakebell.intake.Intake;
import org.wakebell.intake.Sender;
import org.wakebell.intake.Source;
import org.wakebell.intake.SourceKind;
import org.wakebell.paging.Policy;
import org.wakebell.people.Role;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Words;

/** What the rooms' checks say, each brought to everything that it can say, in both languages. */
@NullMarked
@EveryDatabase
class HealthStoriesTest {

    private static final Words WORDS = new Words();

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    FullHouse story;

    @BeforeEach
    void begin() {
        story = new FullHouse(database, "03:00:00");
    }

    @AfterEach
    void end() {
        story.close();
    }

    private void says(String check, Check.State state, String words) {
        Check.Finding finding = story.house().checks().stream()
                .filter(one -> one.name().equals(check))
                .findFirst()
                .orElseThrow()
                .look();
        assertThat(finding.state()).as(finding.why()).isEqualTo(state);
        assertThat(finding.why()).contains(words);
        assertThat(WORDS.say(Locale.ENGLISH, finding.word(), finding.values().toArray())).isEqualTo(finding.why());
        assertThat(WORDS.has(Locale.KOREAN, finding.word())).as(finding.word()).isTrue();
        assertThat(WORDS.say(Locale.KOREAN, finding.word(), finding.values().toArray())).doesNotContain("{").matches("(?s).*[가-힣].*");
    }

    @Test
    void a_siren_without_power_is_named_and_so_is_whoever_is_on_call_and_deaf() {
        says("bells", Check.State.READY, "0 bells are set up");
        says("tonight", Check.State.DEGRADED, "Nobody is on call now");
        story.responder("Mina");
        String checkout = story.service("checkout");
        says("policies", Check.State.DEGRADED, "A 911 of checkout would ring its whole team");
        story.policy(checkout, List.of(new Policy.Step(
                new Policy.Target.OnCall(story.schedule("primary", "Mina")), Duration.ofMinutes(3), Duration.ofSeconds(30))));
        says("policies", Check.State.READY, "Every service has an escalation policy.");
        says("tonight", Check.State.DEGRADED, "Mina is on call and could not be woken.");
        story.siren("Mina");
        says("bells", Check.State.READY, "1 bells are set up");
        says("tonight", Check.State.READY, "Everyone on call could be woken now.");
        story.twin("Mina").unplugNetwork();
        story.until("03:05:00");
        says("bells", Check.State.DEGRADED, "1 of 1 bells could not ring now. First: siren");
        says("tonight", Check.State.DEGRADED, "Mina is on call and could not be woken.");
    }

    @Test
    void a_mail_server_that_is_gone_is_named() {
        says("mail", Check.State.READY, "Mail leaves by 127.0.0.1.");
        story.noMail();
        story.until("03:10:00");
        says("mail", Check.State.DEGRADED, "No mail leaves: ");
    }

    @Test
    void requests_that_wait_for_the_disk_are_counted() {
        says("intake", Check.State.READY, "Events are stored as they come.");
        story.still("intake committer");
        Intake intake = story.house().intake().intake();
        Source source = new Source(
                "s", "logs", "checkout", SourceKind.JSON_LINES, false, List.of(new Rule("always", Grade.NOTICE)), 1, Grade.NOTICE, Source.MOST, Instant.EPOCH);
        Sender sender = new Sender(source, new Grader("s", Rules.compile(source.rules())), "");
        for (int i = 0; i < 1_100; i++) {
            Fold fold = intake.open(sender);
            fold.event(new Event(story.now(), story.now(), 21, "FATAL", "", "no quorum", null, null, null, null, "", "", Map.of()));
            intake.offer(fold);
        }
        says("intake", Check.State.DEGRADED, "1100 requests wait for the disk");
        story.goesOn();
        story.settle();
        says("intake", Check.State.READY, "Events are stored as they come.");
    }

    @Test
    void without_agents_clocks_calendars_webhooks_and_a_watcher_there_is_nothing_to_complain_about() {
        story.person("Ana", "07:00", "23:00", Set.of(Role.TRIAGER));
        says("agents", Check.State.READY, "Home agents that are paired: 0");
        says("clocks", Check.State.READY, "No device");
        says("calendars", Check.State.READY, "Calendars that are read: 0");
        says("incident-hooks", Check.State.READY, "Every webhook heard");
        says("pulse", Check.State.READY, "No pulse leaves this server");
    }
}
