package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Json;

/** {@code wakebell demo} as a stranger runs it: the packaged programs, and only the siren is believed. */
@NullMarked
@Tag("slow")
class DemoTest {

    private static final List<String> NIGHT = List.of(
            "server.up", "board", "account", "person", "siren.ready", "log.ordinary", "log.fatal",
            "mail.sent to ana@shop.example", "verdict.911", "mail.sent to kim@shop.example", "mail.sent to joe@shop.example",
            "siren.sounded", "answer.up", "siren.stopped", "quiet", "incident.owned", "incident.resolved", "right.answered", "night.over", "over");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void alone_it_goes_from_a_log_line_to_a_siren_that_stops_and_leaves_nothing() throws Exception {
        try (Child demo = start("--once", "--json")) {
            int code = demo.ended(Duration.ofSeconds(240));
            assertThat(code).as(demo.output()).isZero();
            List<Json.Value> timeline = demo.output().lines().map(Json::read).toList();
            assertThat(timeline.stream().map(DemoTest::what)).containsSubsequence(NIGHT);
            // The mail may be read before the desk is looked at, or after.
            assertThat(timeline.stream().map(DemoTest::what)).containsSubsequence("log.fatal", "alert.opened", "verdict.911");
            Instant judged = at(timeline, "verdict.911");
            Instant answered = at(timeline, "answer.up");
            assertThat(at(timeline, "siren.sounded")).as("the undo of the verdict is over").isAfter(judged.plusSeconds(28));
            assertThat(timeline.stream().filter(line -> line.at("what").text().equals("siren.sounded")).map(DemoTest::at))
                    .as("nothing sounds after the answer")
                    .allMatch(at -> !at.isAfter(answered));
        }
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void term_in_the_middle_leaves_nothing() throws Exception {
        try (Child demo = start()) {
            assertThat(demo.line(line -> line.contains("Board"), Duration.ofSeconds(90))).as(demo.output()).isPresent();
            List<ProcessHandle> children = ProcessHandle.of(demo.pid()).orElseThrow().descendants().toList();
            assertThat(children).isNotEmpty();
            assertThat(demo.stop()).isEqualTo(143);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void a_word_it_does_not_know_is_refused() throws Exception {
        try (Child demo = start("--twice")) {
            assertThat(demo.ended(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(demo.output()).contains("no such word: --twice").contains("Exit codes");
        }
    }

    private Child start(String... words) {
        return Playing.start(folder, "demo", words);
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("wakebell-demo")).toList();
        }
    }

    private static String what(Json.Value line) {
        String what = line.at("what").text();
        return what.equals("mail.sent") ? what + " to " + line.at("to").text() : what;
    }

    private static Instant at(List<Json.Value> timeline, String what) {
        return timeline.stream().filter(line -> line.at("what").text().equals(what)).map(DemoTest::at).findFirst().orElseThrow();
    }

    private static Instant at(Json.Value line) {
        return Instant.parse(line.at("at").text());
    }
}
