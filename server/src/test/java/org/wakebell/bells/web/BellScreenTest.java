package org.wakebell.bells.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.BellsRoom;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.bells.Outward;
import org.wakebell.bells.agent.AgentRoom;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;

/** What Mina sees of her bells and does with them; real rooms, a bedroom that says what the story wants. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class BellScreenTest {

    static final Instant NOW = Instant.parse("2026-11-22T13:12:00Z");

    Db db;
    PeopleRoom people;
    BellsRoom bells;
    AgentRoom agents;
    BellScreen screen;
    AgentScreen agentScreen;
    BellApi api;
    AgentApi agentApi;
    Duties duties;
    Actor mina;
    Actor ana;
    final Deque<Runnable> hands = new ArrayDeque<>();
    Locale language = Locale.ENGLISH;
    Outcome rings = new Outcome.Sounding(new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, NOW, "it says that it sounds"));
    Health health = new Health(Health.State.READY, "It answered in 40 ms and knows the PIN.", NOW, Map.of());

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    /** The network at home. */
    final class Bedroom implements Line {
        @Override
        public String name() {
            return "bedroom";
        }

        @Override
        public boolean carries(Installed bell) {
            return bell.agent().equals("home");
        }

        @Override
        public Outcome ring(Installed bell, Ring ring) {
            return rings;
        }

        @Override
        public Outcome hush(Installed bell, String key) {
            return new Outcome.Taken("quiet");
        }

        @Override
        public Health check(Installed bell) {
            return health;
        }
    }

    @BeforeEach
    void open() {
        db = Databases.SQLITE.fresh();
        Tx tx = db.tx();
        Ids ids = new Ids(clock, new Random(1));
        Pokes pokes = new Pokes(tx);
        Sealer sealer = new Sealer(new byte[32]);
        people = new PeopleRoom(clock, tx, ids, pokes);
        duties = new Duties(clock, tx, ids, new Random(1), "a", hands::add);
        bells = new BellsRoom(
                clock, tx, ids, duties, pokes, sealer, people.people(), Drivers.cranked(clock, t -> {})
                        .reaching(new Outward(new Outbound(clock, new Guard(Set.of())))), "a", null);
        bells.lines().register(new Bedroom());
        agents = new AgentRoom(clock, tx, ids, pokes, sealer, people.people(), people.clocks(), bells.lines(), "a");
        bells.kinds().forEach(duties::register);
        BellReadings readings = new BellReadings(bells.setup(), agents.agents(), people.people());
        screen = new BellScreen(bells.setup(), readings);
        agentScreen = new AgentScreen(agents.agents(), readings);
        api = new BellApi(bells.setup());
        agentApi = new AgentApi(agents.agents());
        ana = add("Ana Ruiz", Role.ADMIN);
        mina = add("Mina Kim", Role.RESPONDER);
    }

    @AfterEach
    void close() {
        db.close();
    }

    Actor add(String name, Role role) {
        String email = name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT) + "@example.org";
        String id = people.register().add(Actor.system(), Draft.of(name, email, "Asia/Seoul").as(role));
        return new Actor(id, name, Set.of(role), Actor.Via.SCREEN);
    }

    Page page(Actor actor) {
        Set<String> roles = Set.of(actor.roles().iterator().next().name().toLowerCase(Locale.ROOT));
        Reader reader = new Reader(actor.person(), actor.name(), roles, java.time.ZoneId.of("Asia/Seoul"), language);
        return new Pages(
                        clock, new Words(), new org.wakebell.platform.web.Files(), request -> reader,
                        new Origin(URI.create("https://wakebell.example.org")), List.of(new BellsEntry()))
                .of(new MockHttpServletRequest("GET", "/bells"));
    }

    String html(View view) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        view.render(null, new MockHttpServletRequest("GET", "/bells"), response);
        String html = response.getContentAsString();
        assertThat(html.replaceAll("<[^>]*>", " ")).as("no key is shown").doesNotContainPattern("\\bbells\\.[a-z]");
        assertThat(html).doesNotContain(" style=", "<script>");
        keep(html);
        return html;
    }

    /** Written down when somebody wants to look: -Dtest.jvm=-Dwakebell.pages=FOLDER. */
    private void keep(String html) throws Exception {
        String folder = System.getProperty("wakebell.pages", "");
        if (!folder.isEmpty()) {
            Matcher title = Pattern.compile("<h1>(.*?)</h1>").matcher(html);
            String name = title.find() ? title.group(1).replaceAll("[^\\p{L}0-9]+", "-") : "bells";
            Files.writeString(Path.of(folder, name + ".html"), html.replaceAll("\\?v=[0-9a-f]+", "").replace("/static/", ""));
        }
    }

    void settle() throws InterruptedException {
        for (Loop loop : duties.loops()) {
            loop.step();
        }
        while (!hands.isEmpty()) {
            hands.poll().run();
        }
    }

    BellSetup.View siren() throws InterruptedException {
        BellSetup.View made = api.add(
                new BellApi.New(null, "dlink", "bedroom siren", "home", Map.of("address", "192.168.0.60"), "012345", 80), mina);
        settle();
        return bells.setup().one(mina, made.id());
    }

    String shown(Actor actor) throws Exception {
        return html(screen.list("", actor, page(actor)));
    }

    @Test
    void who_has_no_bell_is_told_what_to_do() throws Exception {
        assertThat(shown(mina)).contains("<h1>No bell is set up for you.</h1>", "action=\"/bells/agents/codes\"", "href=\"/bedside\"");
        language = Locale.KOREAN;
        assertThat(shown(mina)).contains("<html lang=\"ko\">", "등록된 벨이 없습니다");
    }

    @Test
    void a_siren_that_works_says_so_in_the_headline() throws Exception {
        siren();
        assertThat(shown(mina)).contains("<h1>Your siren works.</h1>", "● ready", "192.168.0.60", "at most 80 %", "It answered in 40 ms");
        language = Locale.KOREAN;
        assertThat(shown(mina)).contains("<h1>사이렌이 정상입니다.</h1>", "최대 80%");
    }

    @Test
    void a_siren_that_cannot_be_reached_is_the_headline_and_says_why() throws Exception {
        health = new Health(Health.State.NOT_READY, "It does not answer at 192.168.0.60. Is it plugged in?", NOW, Map.of());
        siren();
        assertThat(shown(mina)).contains("<h1>Bedroom siren cannot ring now.</h1>", "■ not ready", "Is it plugged in?");
        language = Locale.KOREAN;
        assertThat(shown(mina)).contains("지금 bedroom siren을 울릴 수 없습니다");
    }

    @Test
    void a_test_shows_what_the_bell_proved_and_keeps_it() throws Exception {
        BellSetup.View siren = siren();
        assertThat(html(screen.test(siren.id(), mina, page(mina)))).contains("It sounded.", "the device said that it sounded");
        assertThat(shown(mina)).doesNotContain("It sounded.").contains("● the device said that it sounded");
        rings = new Outcome.Refused("the PIN is wrong", true);
        assertThat(html(screen.test(siren.id(), mina, page(mina)))).contains("It did not ring.", "the PIN is wrong");
        assertThat(api.test(siren.id(), mina)).isEqualTo(new Overview.Tried(siren.id(), "refused", "", "the PIN is wrong"));
    }

    @Test
    void a_wrong_pin_is_named_beside_its_field_and_the_rest_stays_typed() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        var form = Eyes.form("label", "attic siren", "agent", "home", "address", "192.168.0.60", "pin", "12", "maximum", "70");
        assertThat(html(screen.add(form, mina, response, page(mina))))
                .contains("value=\"attic siren\"", "value=\"70\"", "The PIN is the six digits on the sticker")
                .doesNotContain("value=\"12\"");
        assertThat(response.getStatus()).isEqualTo(400);
        form.set("pin", "012345");
        assertThat(screen.add(form, mina, response, page(mina))).isInstanceOf(RedirectView.class);
        assertThat(shown(mina)).contains("attic siren").doesNotContain("012345");
    }

    @Test
    void a_webhook_is_added_by_anyone_and_its_mistakes_are_named_beside_the_field() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        var form = Eyes.form("kind", "webhook", "label", "team chat", "url", "http://192.168.0.9/hook?token=abc", "sends", "template",
                "body", "{\"text\": {{title}}}");
        String html = html(screen.add(form, mina, response, page(mina)));
        assertThat(html).contains("a place such as {{title}} stands inside quotes", "value=\"team chat\"");
        form.set("body", "{\"text\": \"{{title}}\"}");
        html = html(screen.add(form, mina, response, page(mina)));
        assertThat(html).contains("▲ What is sent must not cross the network in the open: use https", "outbound.allow");
        assertThat(response.getStatus()).isEqualTo(400);
        form.set("url", "https://192.168.0.9/hook?token=abc");
        language = Locale.KOREAN;
        assertThat(html(screen.add(form, mina, response, page(mina)))).contains("공개 인터넷의 https 전체 주소");
        language = Locale.ENGLISH;
        form.set("url", "https://hooks.example.org/hook?token=abc");
        assertThat(screen.add(form, mina, response, page(mina))).isInstanceOf(RedirectView.class);
        assertThat(shown(mina)).contains("team chat", "POST, your own JSON", "It has not been called yet.", "Nothing loud is set up for you.");
        language = Locale.KOREAN;
        assertThat(shown(mina)).contains("웹훅");
    }

    @Test
    void a_signing_secret_is_shown_once() throws Exception {
        String id = api.add(
                        new BellApi.New(null, "webhook", "chat", null, Map.of("url", "https://hooks.example.org/x"), null, null), mina)
                .id();
        String html = html(screen.secret(id, mina, page(mina)));
        Matcher secret = Pattern.compile("whsec_[A-Za-z0-9+/]{43}=").matcher(html);
        assertThat(secret.find()).isTrue();
        assertThat(shown(mina)).doesNotContain("whsec_");
        assertThat(api.secret(id, mina).secret()).startsWith("whsec_").isNotEqualTo(secret.group());
        assertThat(api.list("", mina).toString()).doesNotContain("whsec_");
        Actor joe = add("Joe Okafor", Role.RESPONDER);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> api.secret(id, joe));
    }

    @Test
    void only_an_admin_has_the_server_itself_call_an_address() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        var form = Eyes.form("label", "siren", "agent", "", "address", "10.0.0.1", "pin", "012345", "maximum", "70");
        assertThat(html(screen.add(form, mina, response, page(mina)))).contains("Only an admin may have the server call");
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(screen.add(form, ana, response, page(ana))).isInstanceOf(RedirectView.class);
    }

    @Test
    void a_bell_is_renamed_made_quieter_switched_off_and_removed() throws Exception {
        String id = siren().id();
        MockHttpServletResponse response = new MockHttpServletResponse();
        screen.change(id, Eyes.form("label", "attic", "maximum", "30", "address", "192.168.0.61", "mac", "", "pin", ""), mina, response, page(mina));
        assertThat(bells.setup().one(mina, id)).matches(b -> b.label().equals("attic") && b.maximum() == 30)
                .matches(b -> b.config().equals(Map.of("address", "192.168.0.61")));
        assertThat(html(screen.change(id, Eyes.form("label", "attic", "maximum", "300"), mina, response, page(mina))))
                .contains("The loudest is 1 to 100 percent, not 300.");
        screen.switchOn(id, false, mina);
        assertThat(shown(mina)).contains("○ off", "No bell is set up for you.");
        screen.remove(id, mina);
        assertThat(shown(mina)).doesNotContain("attic");
    }

    @Test
    void an_admin_sees_everyone_s_bells_and_nobody_else_does() throws Exception {
        String id = siren().id();
        Actor joe = add("Joe Okafor", Role.RESPONDER);
        assertThat(shown(ana)).contains("bedroom siren", "Mina Kim");
        assertThat(shown(joe)).doesNotContain("bedroom siren");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> screen.test(id, joe, page(joe)));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> api.list("all", joe));
        assertThat(api.list("all", ana)).extracting(BellSetup.View::id).containsExactly(id);
    }

    @Test
    void a_home_agent_that_looked_in_vain_says_when() throws Exception {
        long looked = Micros.of(NOW.minusSeconds(40));
        db.tx().write(() -> db.tx().sql("""
                        INSERT INTO bells_agent
                          (id, owner, name, public_key, paired, revoked, program, kinds, address, zone, offset_seconds,
                           clock_off, node, seen, since, looked, gone)
                        VALUES ('a1', ?, 'attic', '', ?, NULL, '', '', '', '', 0, 0, 'a', ?, ?, ?, false)
                        """).params(mina.person(), looked, looked, looked, looked).update());
        assertThat(shown(mina)).contains("attic", "40 s ago. No siren answered");
    }

    @Test
    void a_pairing_code_is_shown_as_the_command_to_type() throws Exception {
        String html = html(agentScreen.code("", mina, page(mina)));
        Matcher command = Pattern.compile(
                        "\\./wakebell home --server https://wakebell\\.example\\.org --code [A-Z2-9]{4}-[A-Z2-9]{4}")
                .matcher(html);
        assertThat(command.find()).isTrue();
        assertThat(html).contains("in 10 min");
        assertThat(shown(mina)).doesNotContain("--code");
        AgentApi.Made made = agentApi.code(null, mina, page(mina));
        assertThat(made.command()).endsWith("--code " + made.code());
        assertThat(made.expires()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(agentApi.list("", mina)).isEmpty();
    }
}
