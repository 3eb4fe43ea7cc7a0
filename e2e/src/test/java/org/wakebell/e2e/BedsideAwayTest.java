package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.program.Rest;

/** The page beside the bed holds its order: it rings on without the server, and keeps an answer for it. */
@NullMarked
@Tag("browser")
class BedsideAwayTest {

    private static final String PASSWORD = "a horse, a battery, a staple";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void without_the_server_the_page_rings_on_says_so_and_delivers_the_answer_when_it_is_back() throws Exception {
        try (Stand stand = Stand.on("sqlite", folder, Duration.ofMinutes(3)); Browser browser = new Browser()) {
            Rest rest = new Rest(stand.server().url(), stand.scene().admin());
            String jun = stand.scene().sleeper();
            stand.server().with("WAKEBELL_SERVER_URL", stand.server().url().toString()).start();
            Page tablet = armed(browser, stand, rest.post("/api/v1/people/" + jun + "/invite", Map.of()).at("link").text());
            String bell = rest.get("/api/v1/bells").list().getFirst().at("id").text();
            rest.put("/api/v1/people/" + jun + "/bell-rules/911-awake", Map.of("bells", List.of(Map.of("bell", bell, "after", 0))));
            String incident = rest.post("/api/v1/incidents", Map.of("persons", List.of(jun), "why", "payments are down")).at("id").text();
            tablet.waitForSelector("#alarm:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(60_000));
            until(() -> BrowserTest.loud(tablet), "it rings");
            assertThat(tablet.isHidden("#away")).isTrue();

            stand.server().kill();
            tablet.waitForSelector("#away:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(5_000));
            // Longer than any pause between two bursts, and than the server's silence may last before it counts.
            Thread.sleep(27_000);
            until(() -> BrowserTest.loud(tablet), "it rings on though nobody orders it");
            assertThat(tablet.isVisible("#alarm")).isTrue();

            tablet.click("#up");
            until(() -> !BrowserTest.loud(tablet), "the answer quiets it at once");
            tablet.waitForSelector("#owed:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(5_000));

            stand.server().start();
            until(() -> rest.get("/api/v1/incidents/" + incident).at("incident.answeredBy").text().equals("Jun Park"), "the answer is delivered");
            until(() -> tablet.isHidden("#owed"), "and the page knows");
            assertThat(tablet.isHidden("#alarm")).as("nothing rings again").isTrue();
            assertThat(BrowserTest.loud(tablet)).isFalse();
        }
    }

    private static Page armed(Browser browser, Stand stand, String link) throws Exception {
        Page tablet = browser.context(360, ColorScheme.DARK, "", true).newPage();
        tablet.addInitScript(BrowserTest.EAR);
        tablet.navigate(link);
        tablet.fill("[name=password]", PASSWORD);
        tablet.click("main button");
        tablet.navigate(Objects.requireNonNull(stand.server().url().resolve("/bedside")).toString());
        tablet.fill("#name", "old tablet");
        tablet.click("#arm");
        tablet.waitForSelector("#state.g");
        until(() -> !BrowserTest.loud(tablet), "the test is over");
        return tablet;
    }

    private static void until(Wait.Seen so, String what) throws Exception {
        Wait.until(so, Duration.ofSeconds(25), what);
    }
}
