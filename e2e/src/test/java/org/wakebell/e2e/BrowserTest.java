package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Node;
import org.wakebell.sim.program.Rest;
import org.wakebell.sim.smtp.Mail;
import org.wakebell.sim.smtp.SmtpTwin;

/** One evening of a small team in a real browser: from the first start to "I'm up", then a look at every screen. */
@NullMarked
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class BrowserTest {

    private static final String ANA = "ana@shop.example";
    private static final String PASSWORD = "a horse that naps on batteries";
    /** Makes the title and the samples wider than a telephone. */
    private static final String WIDE = ": neither card nor transfer is open to KRW, at PaymentRouter.pick(PaymentRouter.java:88)";

    private static final Pattern ANSWER = Pattern.compile("https?://\\S+/answer/\\S+");

    private final SmtpTwin mail = SmtpTwin.start("127.0.0.1", 0, InstantSource.system());
    private final DlinkTwin siren = DlinkTwin.start("123456", "B0:C5:54:00:00:01", InstantSource.system());
    private Node node;
    private Browser browser;
    private String cookies = "";
    private Rest rest;
    private Crew crew;
    private String source = "";
    private String alert = "";
    private URI answer = URI.create("/");

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        browser = new Browser();
        node = new Node(Files.createDirectories(folder.resolve("data")));
        node.with("WAKEBELL_SERVER_URL", node.url().toString())
                .with("WAKEBELL_MAIL_HOST", "127.0.0.1")
                .with("WAKEBELL_MAIL_PORT", String.valueOf(mail.port()))
                .with("WAKEBELL_MAIL_TLS", "none")
                .with("WAKEBELL_MAIL_FROM", "wakebell@shop.example")
                .start();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (node != null) {
            node.close();
        }
        siren.close();
        mail.close();
    }

    @Test
    @Order(1)
    void the_link_of_the_first_start_makes_the_first_admin_who_then_signs_in_by_keyboard_alone() throws Exception {
        Page page = browser.desk();
        URI link = node.setupLink();
        page.navigate(link.toString());
        page.fill("[name=name]", "Ana Ruiz");
        page.fill("[name=email]", ANA);
        page.fill("[name=password]", PASSWORD);
        page.fill("[name=zone]", "Asia/Seoul");
        page.fill("[name=team]", Crew.TEAM);
        page.fill("[name=service]", Crew.SERVICE);
        page.click("main button");
        assertThat(path(page)).isEqualTo("/");
        assertThat(page.navigate(link.toString()).status()).as("the link works once").isEqualTo(409);

        page.navigate(at("/account"));
        page.locator("form[action='/sign-out'] button").first().click();
        assertThat(path(page)).isEqualTo("/sign-in");
        page.navigate(at("/account"));
        assertThat(path(page)).isEqualTo("/sign-in");
        page.keyboard().type(ANA);
        page.keyboard().press("Tab");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.matches('main button')")).isEqualTo(true);
        page.keyboard().press("Enter");
        page.waitForURL(at("/account"));

        page.click("details:has(form[action='/account/tokens']) summary");
        page.fill("form[action='/account/tokens'] [name=label]", "seed");
        page.check("form[action='/account/tokens'] [value=ADMIN]");
        page.click("form[action='/account/tokens'] button");
        rest = new Rest(node.url(), page.innerText(".once").strip());
        cookies = page.context().storageState();
        page.context().close();
    }

    @Test
    @Order(2)
    void a_team_moves_in_and_its_siren_says_a_word() throws Exception {
        crew = new Crew(rest);
        Page page = browser.context(1440, ColorScheme.LIGHT, cookies, true).newPage();
        page.navigate(at("/policies"));
        page.fill("form[action='/policies'] [name=name]", "Production at night");
        page.selectOption("form[action='/policies'] [name=service]", crew.service);
        page.selectOption("form[action='/policies'] [name=schedule]", crew.schedule);
        page.click("form[action='/policies'][method='post'] button");
        assertThat(page.innerText("main")).contains("Production at night").contains("Mina Park");

        String bell = rest.post("/api/v1/bells", Map.of(
                "owner", crew.mina, "kind", "dlink", "label", "siren in the bedroom",
                "config", Map.of("address", siren.address(), "mac", siren.mac()), "pin", "123456", "maximum", 70)).at("id").text();
        rest.post("/api/v1/bells", Map.of("kind", "bedside", "label", "tablet by the bed"));
        page.navigate(at("/bells"));
        page.locator("form[action='/bells/" + bell + "/test'] button").first().click();
        assertThat(siren.awaitHeard(1, Duration.ofSeconds(15))).as("the siren was heard").isNotEmpty();
        page.context().close();
    }

    @Test
    @Order(3)
    void a_911_is_judged_and_answered_on_a_telephone_without_javascript() throws Exception {
        Json.Value made = rest.post("/api/v1/sources", Map.of("name", "checkout logs", "service", crew.service, "kind", "jsonlines"));
        source = made.at("id").text();
        sendLogs(made.at("key").text());
        alert = theAlert();

        Page phone = browser.still(cookies);
        phone.navigate(at("/triage"));
        phone.click("main a[href='/triage/" + alert + "']");
        phone.click("#verdicts [value=V911]");
        if (phone.locator("#friction").count() > 0) {
            phone.click("#friction button");
        }
        assertThat(phone.locator("#alert-incident").count()).as(phone.innerText("main")).isEqualTo(1);
        assertThat(phone.innerText("#verdict")).contains("911").contains("Ana Ruiz");
        assertThat(phone.locator("#verdicts [value=V911]").count()).as("what was said is not asked again").isZero();
        assertThat(phone.locator("#verdicts [value=MISGRADED]").count()).isEqualTo(1);
        answer = answerLink();

        Page woken = browser.still("");
        List<Response> loaded = new ArrayList<>();
        woken.onResponse(loaded::add);
        woken.navigate(answer.toString());
        assertThat(weight(loaded)).as("bytes of the answer screen with all it loads").isLessThanOrEqualTo(30 * 1024);
        assertThat(head(answer)).isEqualTo(200);
        String said = answer.toString();
        char last = said.charAt(said.length() - 5);
        URI forged = URI.create(said.substring(0, said.length() - 5) + (last == 'A' ? 'B' : 'A') + said.substring(said.length() - 4));
        assertThat(head(forged)).as("its signature is looked at").isGreaterThanOrEqualTo(400);
        woken.navigate(answer.toString());
        assertThat(incident().at("state").text()).as("who only looks has not answered").isNotEqualTo("ANSWERED");
        assertThat(woken.locator("[role=status]").count()).isZero();
        woken.click("button[value=up]");
        assertThat(woken.innerText("[role=status]")).containsIgnoringCase("up");
        assertThat(woken.locator("button[value=up]").count()).isZero();
        assertThat(incident().toString()).contains("Mina Park");
        phone.context().close();
        woken.context().close();
    }

    @Test
    @Order(4)
    void a_time_on_the_calendar_is_chosen_by_dragging_or_by_keys_and_why_is_said_below() throws Exception {
        Page page = browser.context(1440, ColorScheme.LIGHT, cookies, true).newPage();
        page.navigate(at("/on-call"));
        Locator lane = page.locator(".lane-ground").first();
        page.locator(".timeline a[aria-label]").last().hover();
        assertThat(page.innerText("#calendar-why"))
                .isEqualTo(page.locator(".timeline a[aria-label]").last().getAttribute("aria-label"));

        lane.focus();
        page.keyboard().press("PageDown");
        page.keyboard().press("Shift+ArrowRight");
        page.keyboard().press("Enter");
        page.waitForURL("**/on-call/override?**");
        Duration chosen = Duration.between(LocalDateTime.parse(page.inputValue("[name=from]")), LocalDateTime.parse(page.inputValue("[name=until]")));
        assertThat(chosen).isEqualTo(Duration.ofHours(2));

        page.navigate(at("/on-call"));
        BoundingBox box = page.locator(".lane-ground").first().boundingBox();
        double y = box.y + box.height / 2;
        page.mouse().move(box.x + box.width * 3 / 7, y);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 4 / 7, y, new Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
        page.waitForURL("**/on-call/override?**");
        // The fourth day of the reader's week, from midnight to midnight.
        chosen = Duration.between(LocalDateTime.parse(page.inputValue("[name=from]")), LocalDateTime.parse(page.inputValue("[name=until]")));
        assertThat(chosen).isEqualTo(Duration.ofDays(1));
        page.context().close();
    }

    @Test
    @Order(5)
    void every_screen_reads_well_in_both_languages_by_night_and_by_day_on_a_telephone_and_on_a_desk() throws Exception {
        assertThat(answer.getPath()).as("the evening before must have gone well").startsWith("/answer/");
        SoftAssertions all = new SoftAssertions();
        for (String language : List.of("en", "ko")) {
            crew.speaks(crew.ana, language);
            crew.speaks(crew.mina, language);
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : List.of(360, 1440)) {
                    try (Sight sight = new Sight(browser, node.url(), cookies, language, colours, width)) {
                        screens().forEach((name, path) -> sight.visit(all, name, path));
                    }
                    try (Sight stranger = new Sight(browser, node.url(), "", language, colours, width)) {
                        stranger.visit(all, "sign-in", "/sign-in");
                        stranger.visit(all, "answer", answer.getPath());
                    }
                }
            }
        }
        all.assertAll();
    }

    /** Kept last: it kills the server. */
    @Test
    @Order(6)
    void a_page_beside_the_bed_arms_rings_is_answered_and_turns_red_the_moment_its_line_is_cut() throws Exception {
        String link = rest.post("/api/v1/people/" + crew.joe + "/invite", Map.of()).at("link").text();
        Page tablet = browser.context(360, ColorScheme.DARK, "", true).newPage();
        tablet.addInitScript(EAR);
        tablet.navigate(link);
        tablet.fill("[name=password]", PASSWORD);
        tablet.click("main button");
        tablet.click(".more summary");
        tablet.click(".more a[href='/bedside']");
        assertThat(tablet.getAttribute("#state", "class")).contains("r");
        tablet.fill("#name", "old tablet");
        assertThat(loud(tablet)).as("it is quiet until it is tapped").isFalse();
        tablet.click("#arm");
        until(() -> loud(tablet), "the test is heard");
        tablet.waitForSelector("#state.g");
        assertThat(tablet.innerText("#state")).contains("old tablet");
        Json.Value bell = bedside("old tablet");
        until(() -> bedside("old tablet").at("state").text().equals("READY"), "the server hears its beats");
        until(() -> !loud(tablet), "the test is over");

        // Who has just armed a page is up, and would be asked softly for three minutes first.
        rest.put("/api/v1/people/" + crew.joe + "/bell-rules/911-awake",
                Map.of("bells", List.of(Map.of("bell", bell.at("id").text(), "after", 0))));
        String incident = rest.post("/api/v1/incidents", Map.of("persons", List.of(crew.joe), "why", "payments are down")).at("id").text();
        tablet.waitForSelector("#alarm:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(60_000));
        until(() -> loud(tablet), "it rings");
        assertThat(tablet.innerText("#what")).contains("payments are down");
        until(() -> rest.get("/api/v1/incidents/" + incident).at("rings").list().stream()
                .anyMatch(r -> r.toString().contains("audio runs")), "the ring has the page's proof: " + rest.get("/api/v1/incidents/" + incident).at("rings"));
        tablet.click("#up");
        until(() -> !loud(tablet), "the answer silences it");
        until(() -> rest.get("/api/v1/incidents/" + incident).at("incident.answeredBy").text().equals("Joe Kim"), "the answer is heard");
        assertThat(tablet.isHidden("#alarm")).isTrue();

        Page phone = browser.context(360, ColorScheme.DARK, tablet.context().storageState().replace("wakebell-bedside-", "another-browser-"), true).newPage();
        phone.navigate(at("/bedside"));
        phone.fill("#name", "my phone");
        phone.click("#arm");
        phone.waitForSelector("#state.g");
        assertThat(bedside("my phone").at("id").text()).isNotEqualTo(bell.at("id").text());
        phone.reload();
        assertThat(phone.isHidden("#new")).as("it knows which device it is").isTrue();
        phone.navigate(at("/bells"));
        assertThat(phone.innerText("main")).contains("old tablet").contains("my phone");
        phone.context().close();

        node.kill();
        tablet.waitForSelector("#state.r", new Page.WaitForSelectorOptions().setTimeout(5_000));
        assertThat(tablet.innerText("#state")).contains("NOT ARMED");
        node.start();
        tablet.waitForSelector("#state.g", new Page.WaitForSelectorOptions().setTimeout(20_000));
        until(() -> bedside("old tablet").at("state").text().equals("READY"), "it arms itself again without a tap");

        tablet.context().newPage().navigate(at("/bells"));
        Page bells = tablet.context().pages().getLast();
        bells.onceDialog(com.microsoft.playwright.Dialog::accept);
        open(bells, "form[action='/bells/" + bell.at("id").text() + "/remove'] button");
        until(() -> rest.get("/api/v1/bells?owner=" + crew.joe).list().stream().noneMatch(b -> b.at("label").text().equals("old tablet")), "it is gone");
        tablet.waitForSelector("#state.r", new Page.WaitForSelectorOptions().setTimeout(15_000));
        tablet.context().close();
    }

    /** Opens whatever folds hide a button, and presses it. */
    private static void open(Page page, String button) {
        page.evaluate("selector => { for (let e = document.querySelector(selector); e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }", button);
        page.click(button);
    }

    private interface Seen {
        boolean seen() throws InterruptedException;
    }

    private static void until(Seen so, String what) throws InterruptedException {
        for (int i = 0; i < 150; i++) {
            if (so.seen()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it did not come to that: " + what);
    }

    private Json.Value bedside(String label) throws InterruptedException {
        return rest.get("/api/v1/bells?owner=" + crew.joe).list().stream()
                .filter(b -> b.at("label").text().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bell " + label));
    }

    /** Listens to what goes to the loudspeaker. */
    static final String EAR = """
            const Real = window.AudioContext;
            window.AudioContext = class extends Real {
              createGain() {
                const gain = super.createGain(), ear = this.createAnalyser();
                gain.connect(ear);
                window.ear = ear;
                return gain;
              }
            };
            window.loud = () => {
              if (!window.ear) return false;
              const wave = new Float32Array(window.ear.fftSize);
              window.ear.getFloatTimeDomainData(wave);
              return wave.some((x) => Math.abs(x) > 0.02);
            };
            """;

    static boolean loud(Page page) {
        return Boolean.TRUE.equals(page.evaluate("window.loud()"));
    }

    private Map<String, String> screens() {
        Map<String, String> screens = new LinkedHashMap<>();
        screens.put("board", "/");
        screens.put("triage", "/triage");
        screens.put("alert", "/triage/" + alert);
        screens.put("incidents", "/incidents");
        screens.put("incident", "/incidents/1");
        screens.put("wake", "/incidents/wake?service=" + crew.service);
        screens.put("on-call", "/on-call");
        screens.put("calendar", "/on-call?span=month&by=person");
        screens.put("my-shifts", "/on-call/mine");
        screens.put("schedule", "/on-call/" + crew.schedule);
        screens.put("fairness", "/on-call/" + crew.schedule + "/fairness");
        screens.put("planner", "/on-call/planner?zone=America/Vancouver&people=" + crew.mina + "&people=" + crew.joe);
        screens.put("temporary", "/on-call/" + crew.schedule + "/temporary?kind=fixed");
        screens.put("follow-the-sun", "/on-call/new?template=sun");
        screens.put("wallboards", "/on-call/walls");
        screens.put("review", "/review");
        screens.put("webhooks", "/incidents/webhooks");
        screens.put("policies", "/policies");
        screens.put("bells", "/bells");
        screens.put("bell-rules", "/bells/rules");
        screens.put("sources", "/sources");
        screens.put("source", "/sources/" + source);
        screens.put("people", "/people");
        screens.put("person", "/people/" + crew.mina);
        screens.put("away", "/people/" + crew.mina + "/away");
        screens.put("notices", "/account/notices");
        screens.put("calendars", "/on-call/calendars");
        screens.put("calendars-read", "/on-call/calendars/read");
        screens.put("audit", "/audit");
        screens.put("health", "/status");
        screens.put("account", "/account");
        screens.put("bedside", "/bedside");
        return screens;
    }

    /** Through the real door, as a shell script would: quiet records first, then a service that is down. */
    private void sendLogs(String key) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(line("info", "order " + (5000 + i) + " paid", i));
        }
        for (int i = 0; i < 60; i++) {
            lines.append(line("fatal", "no payment route for order " + (7000 + i) + WIDE, i));
        }
        lines.append(Json.write(Map.of("level", "error", "message", "disk 91 % full on db-replica-2", "incident.grade", "912"))).append('\n');
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> said = http.send(
                    HttpRequest.newBuilder(node.url().resolve("/in/jsonl"))
                            .header("Authorization", "Bearer " + key)
                            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        }
    }

    private static String line(String level, String message, int i) {
        return Json.write(Map.of("level", level, "message", message, "user", "u" + i, "host", "checkout-" + i % 6,
                "logger", "shop.checkout.Router")) + "\n";
    }

    private String theAlert() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            for (Json.Value one : rest.get("/api/v1/alerts").list()) {
                if (one.at("title").text().startsWith("no payment route")) {
                    return one.at("id").text();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no alert was raised");
    }

    private Json.Value incident() throws InterruptedException {
        return rest.get("/api/v1/incidents/" + rest.get("/api/v1/incidents").at("0.id").text());
    }

    /** From the mail that went to the one who is on call. */
    private URI answerLink() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            for (Mail one : mail.mails()) {
                Matcher link = ANSWER.matcher(one.text());
                if (one.to().contains("mina@shop.example") && link.find()) {
                    return URI.create(link.group());
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no mail to Mina with a link among " + mail.mails());
    }

    private static int weight(List<Response> loaded) {
        return loaded.stream().mapToInt(one -> one.body().length).sum();
    }

    private static int head(URI link) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(link).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private String at(String path) {
        return node.url().resolve(path).toString();
    }

    private static String path(Page page) {
        return URI.create(page.url()).getPath();
    }
}
