package org.wakebell;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wakebell.cli.ApplyCommand;
import org.wakebell.cli.ExportCommand;
import org.wakebell.cli.OnCallCommand;
import org.wakebell.oncall.Walls;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Register;
import org.wakebell.people.Role;
import org.wakebell.people.access.AccessRoom;
import org.wakebell.people.access.Gate;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Checks;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.zones.Release;

/** The packaged server as a browser and a program meet it. One start for all. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ShellTest {

    static final String PASSWORD = "four plain words do";

    Path data;

    ConfigurableApplicationContext context;
    String base;
    final Map<Role, String> tokens = new EnumMap<>(Role.class);
    final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @BeforeAll
    void start(@TempDir Path folder) {
        data = folder;
        context = Main.start(new Settings(
                new Settings.Server("127.0.0.1", 0, null, false), data, null, null, null, "", Set.of("localhost"), null));
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        AccessRoom access = context.getBean(AccessRoom.class);
        Register register = context.getBean(Register.class);
        String key = access.links().setup(true).orElseThrow().reveal();
        access.accounts().setUp(key, Draft.of("Ana Ruiz", "ana@example.org", "America/Vancouver"), new Secret(PASSWORD), "Core", "checkout");
        for (Role role : Role.values()) {
            String email = role.name().toLowerCase(java.util.Locale.ROOT) + "@example.org";
            String id = register.add(Actor.system(), Draft.of(role.name(), email, "Asia/Seoul").as(role));
            tokens.put(role, access.tokens().make(new Actor(id, role.name(), Set.of(role), Actor.Via.SCREEN), "test", Set.of(role)).reveal());
        }
    }

    @AfterAll
    void stop() {
        context.close();
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Cookies of one browser, by name. */
    static Map<String, String> cookies(HttpResponse<?> response) {
        Map<String, String> jar = new java.util.LinkedHashMap<>();
        response.headers().allValues("set-cookie").forEach(c -> jar.put(c.substring(0, c.indexOf('=')), c.substring(c.indexOf('=') + 1, c.indexOf(';'))));
        return jar;
    }

    static String header(Map<String, String> jar) {
        return String.join("; ", jar.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }

    static String form(String... pairs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parts.add(pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", parts);
    }

    HttpRequest.Builder post(String path, Map<String, String> jar, String... pairs) {
        return at(path).header("Cookie", header(jar))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(pairs)));
    }

    Map<String, String> signedIn() throws IOException, InterruptedException {
        Map<String, String> jar = cookies(send(at("/sign-in")));
        HttpResponse<String> answer = send(post(
                "/sign-in", jar, "_csrf", jar.getOrDefault("wakebell-form", ""), "email", "ana@example.org", "password", PASSWORD, "next", "/people"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).hasValue("/people");
        jar.putAll(cookies(answer));
        return jar;
    }

    // Who may call what: every mapped handler, found by asking Spring for all of them.

    Map<RequestMappingInfo, HandlerMethod> handlers() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods();
    }

    @Test
    void every_handler_says_who_may_call_it() {
        List<String> silent = handlers().entrySet().stream()
                .filter(e -> Gate.declared(e.getValue()) instanceof Gate.Declared.Nothing)
                .map(e -> e.getKey() + " " + e.getValue())
                .toList();
        assertThat(silent).as("write @Allow(Role…), @SignedIn or @Anyone(why) on these").isEmpty();
    }

    @Test
    void nobody_gets_where_they_were_not_let() throws IOException, InterruptedException {
        Set<String> open = new TreeSet<>();
        int tried = 0;
        for (Map.Entry<RequestMappingInfo, HandlerMethod> e : handlers().entrySet()) {
            Gate.Declared declared = Gate.declared(e.getValue());
            if (declared instanceof Gate.Declared.ForAnyone) {
                continue;
            }
            for (HttpRequest.Builder stranger : requests(e.getKey())) {
                tried++;
                int status = send(stranger).statusCode();
                if (status != 401 && status != 302) {
                    open.add("a stranger at " + e.getKey() + ": " + status);
                }
            }
            if (declared instanceof Gate.Declared.ForRoles only) {
                for (Role role : Role.values()) {
                    if (role == Role.ADMIN || only.roles().contains(role)) {
                        continue;
                    }
                    for (HttpRequest.Builder request : requests(e.getKey())) {
                        tried++;
                        int status = send(request.header("Authorization", "Bearer " + tokens.get(role))).statusCode();
                        if (status != 403) {
                            open.add(role + " at " + e.getKey() + ": " + status);
                        }
                    }
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(tried).isGreaterThan(50);
    }

    List<HttpRequest.Builder> requests(RequestMappingInfo mapping) {
        List<HttpRequest.Builder> all = new ArrayList<>();
        Set<String> methods = new TreeSet<>();
        mapping.getMethodsCondition().getMethods().forEach(m -> methods.add(m.name()));
        for (String path : mapping.getPatternValues()) {
            for (String method : methods.isEmpty() ? Set.of("GET") : methods) {
                String body = mapping.getConsumesCondition().isEmpty() ? "application/json" : mapping.getConsumesCondition().getConsumableMediaTypes().iterator().next().toString();
                all.add(at(path.replaceAll("\\{[^}]*}", "x").replace("**", "x").replace("*", "x")).header("Content-Type", body)
                        .header("Accept", mapping.getProducesCondition().isEmpty() ? "*/*" : mapping.getProducesCondition().getProducibleMediaTypes().iterator().next().toString())
                        .method(method, BodyPublishers.ofString("{}")));
            }
        }
        return all;
    }

    // Signing in.

    @Test
    void a_stranger_is_sent_to_the_form_and_a_program_is_told() throws IOException, InterruptedException {
        HttpResponse<String> page = send(at("/people?x=1").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("location").orElse("")).endsWith("/sign-in?next=%2Fpeople%3Fx%3D1");
        assertThat(send(at("/api/v1/me")).statusCode()).isEqualTo(401);
        assertThat(send(at("/api/v1/me").header("Authorization", "Bearer wbt_wrong")).statusCode()).isEqualTo(401);
        HttpResponse<String> me = send(at("/api/v1/me").header("Authorization", "Bearer " + tokens.get(Role.VIEWER)));
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("viewer@example.org");
        assertThat(me.headers().allValues("set-cookie")).as("a token opens no session").isEmpty();
    }

    @Test
    void a_session_begins_with_a_new_id_and_ends_on_the_server() throws IOException, InterruptedException {
        Map<String, String> planted = cookies(send(at("/sign-in")));
        planted.put("wakebell", "planted-by-someone");
        HttpResponse<String> answer = send(post(
                "/sign-in", planted, "_csrf", planted.getOrDefault("wakebell-form", ""), "email", "ana@example.org", "password", PASSWORD));
        Map<String, String> jar = new java.util.LinkedHashMap<>(planted);
        jar.putAll(cookies(answer));
        assertThat(jar.get("wakebell")).isNotEqualTo("planted-by-someone").hasSizeGreaterThan(26);
        assertThat(send(at("/account").header("Cookie", header(jar))).statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("set-cookie")).anyMatch(c -> c.startsWith("wakebell=") && c.contains("HttpOnly") && c.contains("SameSite=Lax"));

        assertThat(send(post("/sign-out", jar, "_csrf", jar.getOrDefault("wakebell-form", ""))).statusCode()).isEqualTo(303);
        assertThat(send(at("/account").header("Cookie", header(jar)).header("Accept", "text/html")).statusCode()).as("the old cookie").isEqualTo(302);
    }

    @Test
    void a_form_without_its_token_is_refused() throws IOException, InterruptedException {
        Map<String, String> jar = signedIn();
        HttpResponse<String> forged = send(post("/people/teams", jar, "name", "Forged").header("Accept", "text/html"));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("Load the page again").contains("Bells ring as before");
        assertThat(send(post("/people/teams", jar, "name", "Mine", "_csrf", jar.getOrDefault("wakebell-form", ""))).statusCode()).isEqualTo(303);
        assertThat(send(at("/people").header("Cookie", header(jar))).body()).contains("Mine").doesNotContain("Forged");
        // Scripts send it as a header.
        String token = jar.getOrDefault("wakebell-form", "");
        assertThat(send(post("/people/teams", jar, "name", "Ours").header("X-CSRF-TOKEN", token)).statusCode()).isEqualTo(303);
    }

    @Test
    void a_wrong_password_is_told_without_saying_which_half_is_wrong() throws IOException, InterruptedException {
        Map<String, String> jar = cookies(send(at("/sign-in")));
        HttpResponse<String> answer = send(post(
                "/sign-in", jar, "_csrf", jar.getOrDefault("wakebell-form", ""), "email", "ghost@example.org", "password", "nothing like it", "next", "//evil.example"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("do not fit together").contains("ghost@example.org");
    }

    // Pages.

    @Test
    void every_screen_renders_in_both_languages_without_a_missing_word() throws IOException, InterruptedException {
        Map<String, String> jar = signedIn();
        Pattern key = Pattern.compile("(?<![\\w/.\"-])(platform|people|oncall|bells|paging|tonight|incident|triage|intake)\\.[a-z][a-zA-Z.-]+(?![\\w@])");
        for (String language : List.of("en", "ko")) {
            context.getBean(Register.class).change(Actor.system(), ana().id(), draft(ana()).reading(language));
            for (String path : pages()) {
                HttpResponse<String> page = send(at(path).header("Cookie", header(jar)).header("Accept-Language", language));
                assertThat(page.statusCode()).as(path).isEqualTo(200);
                assertThat(page.body()).as(path).contains("<html lang=\"" + language + "\">").doesNotContain(" style=\"");
                Matcher missing = key.matcher(page.body().replaceAll("<[^>]*>", " "));
                assertThat(missing.find()).as("%s in %s shows the key %s", path, language, missing.reset().find() ? missing.group() : "").isFalse();
                assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                        .contains("script-src 'self';").contains("frame-ancestors 'none'").doesNotContain("unsafe");
            }
        }
    }

    /** Every page that can be reached without naming a thing. */
    List<String> pages() {
        return handlers().keySet().stream()
                .filter(m -> m.getMethodsCondition().getMethods().stream().anyMatch(x -> x.name().equals("GET")))
                .flatMap(m -> m.getPatternValues().stream())
                .filter(p -> Set.of("/", "/bells", "/people", "/people/new", "/account", "/status", "/audit", "/sources").contains(p))
                .sorted()
                .toList();
    }

    Person ana() {
        return context.getBean(org.wakebell.people.People.class).byEmail("ana@example.org").orElseThrow();
    }

    static Draft draft(Person p) {
        Draft draft = Draft.of(p.name(), p.email(), p.zone().getId()).as(p.roles().toArray(Role[]::new));
        for (String team : p.teams()) {
            draft = draft.in(team);
        }
        return draft;
    }

    @Test
    void an_admin_reads_who_changed_what_on_the_screen_and_as_a_program() throws IOException, InterruptedException {
        Map<String, String> jar = signedIn();
        context.getBean(Register.class).change(Actor.system(), ana().id(), draft(ana()).reading("en"));
        String screen = send(at("/audit?what=people.sign-in").header("Cookie", header(jar))).body();
        assertThat(screen).contains("<strong>Ana Ruiz</strong> · signed in").doesNotContain("· added someone");
        assertThat(send(at("/").header("Cookie", header(jar))).body()).contains("href=\"/audit\"");
        HttpResponse<String> program = send(at("/api/v1/audit?what=people&limit=2").header("Authorization", "Bearer " + tokens.get(Role.ADMIN)));
        assertThat(program.body()).startsWith("[{\"id\":\"").contains("\"what\":\"people.");
        assertThat(program.body().split("\"id\"", -1)).hasSize(3);
    }

    @Test
    void a_wallboard_s_address_opens_itself_and_nothing_else_and_dies_when_revoked() throws IOException, InterruptedException {
        Walls walls = context.getBean(Walls.class);
        Actor maker = new Actor("maker", "Ada", Set.of(Role.ADMIN), Actor.Via.SCREEN);
        String secret = walls.make(maker, "kitchen", List.of(), false).reveal();
        for (String as : List.of("", ".json", ".txt")) {
            HttpResponse<String> open = send(at("/wall/" + secret + as));
            assertThat(open.statusCode()).as(as).isEqualTo(200);
            assertThat(open.headers().firstValue("cache-control")).hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
            assertThat(send(at("/wall/" + secret + "x" + as)).statusCode()).isEqualTo(404);
        }
        assertThat(send(at("/wall/" + secret + ".txt")).headers().firstValue("content-type")).hasValue("text/plain;charset=UTF-8");
        for (String path : List.of("/api/v1/oncall/now", "/api/v1/oncall/now.txt", "/api/v1/oncall", "/api/v1/walls")) {
            assertThat(send(at(path).header("Authorization", "Bearer " + secret)).statusCode()).as(path).isEqualTo(401);
        }
        AccessRoom access = context.getBean(AccessRoom.class);
        Actor viewer = access.tokens().actor(java.util.Objects.requireNonNull(tokens.get(Role.VIEWER))).orElseThrow();
        Actor there = new Actor(viewer.person(), viewer.name(), viewer.roles(), Actor.Via.SCREEN);
        String token = access.tokens().make(there, "exchange", Set.of(Role.VIEWER)).reveal();
        assertThat(send(at("/api/v1/oncall/now").header("Authorization", "Bearer " + token)).statusCode()).isEqualTo(200);
        assertThat(send(at("/api/v1/oncall/now.txt").header("Authorization", "Bearer " + token)).statusCode()).isEqualTo(200);
        assertThat(send(at("/api/v1/walls").header("Authorization", "Bearer " + token)).statusCode()).isEqualTo(403);
        assertThat(send(at("/api/v1/walls")
                                .header("Authorization", "Bearer " + tokens.get(Role.RESPONDER))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"label\": \"x\"}")))
                        .statusCode())
                .as("a token makes no secrets")
                .isEqualTo(403);
        access.tokens().of(there.person()).stream()
                .filter(one -> one.label().equals("exchange"))
                .forEach(one -> access.tokens().revoke(there, one.id()));
        assertThat(send(at("/api/v1/oncall/now").header("Authorization", "Bearer " + token)).statusCode()).isEqualTo(401);
        walls.revoke(maker, walls.all().getFirst().id());
        assertThat(send(at("/wall/" + secret + ".txt")).statusCode()).isEqualTo(404);
    }

    @Test
    void health_speaks_the_readers_language_and_says_the_same_in_english() throws IOException, InterruptedException {
        Words words = context.getBean(Words.class);
        for (Checks.Line line : context.getBean(Checks.class).look().lines()) {
            Check.Finding finding = line.finding();
            assertThat(words.has(java.util.Locale.KOREAN, finding.word())).as(line.name() + ": " + finding.why()).isTrue();
            assertThat(words.say(java.util.Locale.ENGLISH, finding.word(), finding.values().toArray())).isEqualTo(finding.why());
        }
        Map<String, String> jar = signedIn();
        context.getBean(Register.class).change(Actor.system(), ana().id(), draft(ana()).reading("ko"));
        String page = send(at("/status").header("Cookie", header(jar))).body();
        context.getBean(Register.class).change(Actor.system(), ana().id(), draft(ana()).reading("en"));
        assertThat(page).contains("할 일이 모두 제때 끝났습니다.", "지금 당직이 없습니다.").doesNotContain("Everything that is due", "Nobody is on call now");
        assertThat(send(at("/health").header("Cookie", header(jar))).body()).contains("Everything that is due has been done.");
    }

    @Test
    void a_program_changes_what_its_owner_may_and_brings_someone_back() throws IOException, InterruptedException {
        String viewer = "Bearer " + tokens.get(Role.VIEWER);
        HttpResponse<String> own = send(at("/api/v1/me").header("Authorization", viewer).header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"phone\":\"+82 2 555 0100\",\"wakes\":\"06:30\"}")));
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body()).contains("+8225550100", "06:30", "Asia/Seoul", "[\"VIEWER\"]");
        HttpResponse<String> more = send(at("/api/v1/me").header("Authorization", viewer).header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"roles\":[\"ADMIN\"]}")));
        assertThat(more.statusCode()).as("nobody raises themselves").isEqualTo(400);

        String admin = "Bearer " + tokens.get(Role.ADMIN);
        String gone = context.getBean(Register.class).add(Actor.system(), Draft.of("Gone", "gone@example.org", "Asia/Seoul").as(Role.VIEWER));
        assertThat(send(at("/api/v1/people/" + gone).header("Authorization", admin).DELETE()).statusCode()).isEqualTo(204);
        HttpResponse<String> back = send(at("/api/v1/people/" + gone + "/reactivate").header("Authorization", admin).POST(BodyPublishers.noBody()));
        assertThat(back.body()).contains("\"active\":true");
    }

    @Test
    void static_files_are_kept_for_ever_and_know_no_session() throws IOException, InterruptedException {
        for (String file : List.of("wakebell.css", "live.js", "htmx.min.js", "bell.svg")) {
            HttpResponse<String> answer = send(at("/static/" + file));
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("immutable");
            assertThat(answer.headers().allValues("set-cookie")).isEmpty();
        }
        assertThat(send(at("/static/../../etc/passwd")).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(send(at("/static/%2e%2e/org/wakebell/Main.class")).statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void health_says_ready_and_metrics_are_for_this_machine() throws IOException, InterruptedException {
        HttpResponse<String> health = send(at("/health"));
        assertThat(health.body()).contains("\"state\":\"").contains("\"zonesFrom\":\"").contains("Time zone data 20");
        Matcher zones = Pattern.compile("\"zones\":\"([^\"]+)\"").matcher(health.body());
        assertThat(zones.find()).isTrue();
        assertThat(Release.of(zones.group(1)).orElseThrow()).isGreaterThanOrEqualTo(new Release(2026, "b"));
        HttpResponse<String> proxied = send(at("/health").header("X-Forwarded-For", "192.0.2.1"));
        assertThat(proxied.body()).contains("\"name\":\"database\"").doesNotContain("why").doesNotContain("versions");
        assertThat(send(at("/metrics")).body()).contains("wakebell_duty_lag_seconds", "wakebell_stage_seconds_bucket{stage=\"rung\"", "stage=\"accepted\"");
        assertThat(send(at("/metrics").header("X-Forwarded-For", "192.0.2.1")).statusCode()).isEqualTo(403);
        assertThat(send(at("/metrics").header("X-Forwarded-For", "192.0.2.1").header("Authorization", "Bearer " + tokens.get(Role.VIEWER))).statusCode()).isEqualTo(200);
    }

    @Test
    void bad_json_names_the_field() throws IOException, InterruptedException {
        String admin = "Bearer " + tokens.get(Role.ADMIN);
        HttpResponse<String> unknown = send(at("/api/v1/people").header("Authorization", admin).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"X\",\"mail\":\"x@example.org\"}")));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("no field \\\"mail\\\"").contains("email");
        HttpResponse<String> zone = send(at("/api/v1/people").header("Authorization", admin).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"X\",\"email\":\"x@example.org\",\"zone\":\"Asia/Soul\",\"roles\":[\"VIEWER\"]}")));
        assertThat(zone.statusCode()).isEqualTo(400);
        assertThat(zone.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(zone.body()).contains("\"field\":\"zone\"").contains("Did you mean Asia/Seoul?");
        assertThat(send(at("/api/v1/people").header("Authorization", admin).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("not json"))).statusCode()).isEqualTo(400);
        assertThat(send(at("/api/v1/nothing").header("Authorization", admin)).statusCode()).isEqualTo(404);
    }

    @Test
    void the_api_is_described() throws IOException, InterruptedException {
        HttpResponse<String> openapi = send(at("/api/v1/openapi").header("Authorization", "Bearer " + tokens.get(Role.VIEWER)));
        assertThat(openapi.statusCode()).isEqualTo(200);
        assertThat(openapi.body()).contains("/api/v1/people/{id}").contains("/api/v1/me/tokens");
        assertThat(send(at("/api/v1/openapi")).statusCode()).isEqualTo(401);
    }

    @Test
    void a_poke_reaches_the_browser() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = http.send(
                at("/live?topics=incident,triage/7").header("Authorization", "Bearer " + tokens.get(Role.VIEWER)).build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 2000");
            assertThat(lines.readLine()).isEqualTo("event: hello");
            lines.readLine();
            lines.readLine();
            Pokes pokes = context.getBean(Pokes.class);
            pokes.poke("triage/8");
            pokes.poke("incident/1");
            assertThat(lines.readLine()).isEqualTo("event: poke");
            assertThat(lines.readLine()).isEqualTo("data: incident/1");
        }
    }

    @Test
    void a_sender_that_asks_first_hears_no_before_it_has_sent_anything() throws IOException {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", URI.create(base).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 104857600\r\nExpect: 100-continue\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void the_master_key_is_for_its_owner_alone() throws IOException {
        Path key = data.resolve("master.key");
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_webhook_reaches_what_the_operator_named_and_nothing_else_inside() throws IOException, InterruptedException {
        try (WebhookTwin twin = WebhookTwin.start("localhost", 0)) {
            String inside = webhook(twin.url("/x").replace("localhost", "127.0.0.1"));
            assertThat(inside).contains("\"field\":\"url\"", "outbound.allow");
            Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]+)\"").matcher(webhook(twin.url("/x")));
            assertThat(id.find()).isTrue();
            twin.demand(api("/api/v1/bells/" + id.group(1) + "/secret", "").replaceAll(".*(whsec_[^\"]+).*", "$1"));
            assertThat(api("/api/v1/bells/" + id.group(1) + "/test", "")).contains("localhost answered 200");
            assertThat(twin.got()).singleElement().matches(WebhookTwin.Got::signed);
        }
    }

    @Test
    void a_calendar_is_read_from_what_the_operator_named() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        HttpServer twin = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        twin.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            read.countDown();
        });
        twin.start();
        try {
            assertThat(api("/api/v1/subscriptions", "{\"kind\":\"VACATIONS\",\"label\":\"mine\",\"url\":\"http://localhost:"
                            + twin.getAddress().getPort() + "/a.ics\",\"zone\":\"Asia/Seoul\",\"person\":\"" + context.getBean(People.class).everyone().stream().filter(p -> p.name().equals("RESPONDER")).findFirst().orElseThrow().id() + "\"}"))
                    .contains("\"id\"");
            assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            twin.stop(0);
        }
    }

    @Test
    void which_messages_come_is_read_and_set_by_programs_too() throws Exception {
        String token = "Bearer " + tokens.get(Role.TRIAGER);
        assertThat(send(at("/api/v1/me/notices").header("Authorization", token)).body())
                .isEqualTo("{\"wanted\":[\"SOON\",\"OFF\",\"MOVED\",\"WEEKLY\"]}");
        assertThat(notices(token, "{\"wanted\":[\"OFF\"]}").body()).isEqualTo("{\"wanted\":[\"OFF\"]}");
        assertThat(send(at("/api/v1/me/notices").header("Authorization", token)).body()).isEqualTo("{\"wanted\":[\"OFF\"]}");
        assertThat(notices(token, "{\"wanted\":[\"LOUD\"]}").body()).contains("\"field\":\"wanted\"", "there are SOON, OFF");
        assertThat(notices(token, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void days_off_are_said_as_days_and_holidays_by_their_name_in_the_reader_s_language() throws Exception {
        Map<String, String> jar = signedIn();
        String id = ana().id();
        context.getBean(Register.class).change(Actor.system(), id, draft(ana()).keeping("KR").reading("ko"));
        String year = String.valueOf(java.time.Year.now(ana().zone()).getValue() + 1);
        assertThat(send(post("/people/" + id + "/away", jar, "_csrf", jar.getOrDefault("wakebell-form", ""), "kind", "AWAY", "from", year + "-03-02", "until", year + "-03-05"))
                        .statusCode())
                .isEqualTo(303);
        String korean = send(at("/people/" + id + "/away").header("Cookie", header(jar))).body();
        assertThat(korean).containsPattern("<strong>" + year + "년 3월 2일 \\(.\\) – " + year + "년 3월 5일 \\(.\\)</strong>");
        assertThat(korean).containsPattern("성탄절|신정|설날|삼일절|어린이날|광복절|추석");
        context.getBean(Register.class).change(Actor.system(), id, draft(ana()).keeping("KR").reading("en"));
        assertThat(send(at("/people/" + id + "/away").header("Cookie", header(jar))).body())
                .containsPattern("Christmas Day|New Year's Day|Seollal|Movement Day|Children's Day|Liberation Day|Chuseok")
                .doesNotContain("성탄절");
    }

    HttpResponse<String> notices(String token, String json) throws IOException, InterruptedException {
        return send(at("/api/v1/me/notices").header("Authorization", token)
                .header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    @Test
    void the_account_page_leads_to_one_s_shifts_and_calendars() throws Exception {
        assertThat(send(at("/account").header("Cookie", header(signedIn()))).body())
                .contains("href=\"/on-call/mine\"", "href=\"/on-call/calendars\"", "href=\"/on-call/calendars/read\"", "href=\"/account/notices\"");
    }

    String webhook(String url) throws IOException, InterruptedException {
        return api("/api/v1/bells", "{\"kind\":\"webhook\",\"label\":\"chat\",\"config\":{\"url\":\"" + url + "\"}}");
    }

    String api(String path, String json) throws IOException, InterruptedException {
        return send(at(path)
                        .header("Authorization", "Bearer " + tokens.get(Role.RESPONDER))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)))
                .body();
    }

    @Test
    void a_second_server_does_not_share_an_embedded_database() {
        Settings same = new Settings(
                new Settings.Server("127.0.0.1", 0, null, false), data, null, null, null, "", Set.of(), null);
        org.assertj.core.api.Assertions.assertThatExceptionOfType(Floor.CannotStart.class)
                .isThrownBy(() -> new Floor(same))
                .withMessageContaining("another Wakebell uses");
    }

    // From the command line.

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** Exit code, with what was printed left in {@link #said}. */
    private int run(String command, String input, String... words) {
        said.reset();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        Map<String, String> environment =
                Map.of("WAKEBELL_URL", base, "WAKEBELL_TOKEN", tokens.getOrDefault(Role.RESPONDER, ""));
        return switch (command) {
            case "apply" -> new ApplyCommand(in, out, out, environment).run(List.of(words));
            case "export" -> new ExportCommand(out, out, environment).run(List.of(words));
            default -> new OnCallCommand(in, out, out, environment, InstantSource.system()).run(List.of(words));
        };
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void schedules_as_code_go_there_and_back_over_the_wire() {
        String file = """
                schedules:
                  - name: coded
                    zone: Asia/Seoul
                    layers:
                      - name: weeks
                        rotation: { every: 1, unit: week, start: "2030-01-07T09:00" }
                        people: [responder@example.org, admin@example.org]
                        from: "2030-01-07T09:00"
                """;
        assertThat(run("apply", file, "-f", "-")).as(said()).isZero();
        assertThat(said()).contains("coded", "nothing was changed; --yes applies this");
        assertThat(run("apply", file, "-f", "-", "--yes")).as(said()).isZero();
        assertThat(said()).contains("done");
        assertThat(run("apply", file, "-f", "-", "--yes")).isZero();
        assertThat(said()).contains("nothing to change");

        assertThat(run("export", "")).as(said()).isZero();
        String exported = said();
        assertThat(exported).contains("name: coded", "Asia/Seoul");
        assertThat(run("apply", exported, "-f", "-")).as(said()).isZero();
        assertThat(said()).contains("nothing to change");

        assertThat(run("oncall", "", "shifts", "--schedule", "coded", "--from", "2030-01-07T00:00Z", "--to", "2030-01-15T00:00Z", "--json")).as(said()).isZero();
        assertThat(said()).contains("\"start\":\"2030-01-07T00:00:00Z\"", "\"layer\":\"weeks\"");
        assertThat(run("oncall", "", "who", "--schedule", "coded", "--at", "2030-01-08T00:00Z", "--why")).as(said()).isZero();
        assertThat(said()).contains("RESPONDER", "rota \"weeks\"");

        assertThat(run("apply", file.replace("unit: week", "unit: fortnight"), "-f", "-")).isEqualTo(2);
        assertThat(said()).contains("line 6", "unit is hour, day, week or month");
        assertThat(run("apply", file.replace("admin@", "nobody@"), "-f", "-", "--yes")).isEqualTo(3);
        assertThat(said()).contains("nobody@example.org");
        assertThat(run("apply", file, "-f", "-", "--at", "noon")).isEqualTo(3);
        assertThat(said()).contains("at is now or next-handoff");
        assertThat(run("apply", file, "-f", "-", "--server", "http://127.0.0.1:1")).isEqualTo(4);
    }
}
