package org.wakebell.intake.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.wakebell.intake.IntakeRoom;
import org.wakebell.people.Actor;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Files;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;

@NullMarked
@SuppressWarnings("NullAway.Init")
class SourceScreenTest {

    private static final Actor ADMIN = new Actor("a", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);

    Db db;
    MockMvc http;
    String service;
    Locale language = Locale.ENGLISH;

    @BeforeEach
    void open() {
        db = Databases.SQLITE.fresh();
        Tx tx = db.tx();
        Clock clock = Clock.system();
        Ids ids = new Ids(clock, new Random(1));
        Pokes pokes = new Pokes(tx);
        PeopleRoom people = new PeopleRoom(clock, tx, ids, pokes);
        IntakeRoom room = new IntakeRoom(clock, tx, ids, pokes, new Stages(), people.people(), batch -> {});
        service = people.register().addService(ADMIN, "checkout", people.register().addTeam(ADMIN, "shop"), Set.of());
        Readings readings = new Readings(clock, tx, room.sources(), people.people());
        Pages pages = new Pages(clock, new Words(), new Files(),
                request -> new Reader("a", "Ana", Set.of("admin"), ZoneId.of("Asia/Seoul"), language), new Origin(null), List.of(new SourcesEntry()));
        http = MockMvcBuilders.standaloneSetup(
                        new SourceScreen(room.sources(), readings, people.people()), new SourceApi(room.sources(), readings, clock))
                .setCustomArgumentResolvers(new Given(pages))
                .build();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private record Given(Pages pages) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Page.class || parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            var servlet = request.getNativeRequest(jakarta.servlet.http.HttpServletRequest.class);
            return parameter.getParameterType() == Actor.class || servlet == null ? ADMIN : pages.of(servlet);
        }
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request).andReturn().getResponse();
    }

    private String get(String path) throws Exception {
        return ask(MockMvcRequestBuilders.get(path)).getContentAsString();
    }

    private static String found(String html, String pattern) {
        Matcher m = Pattern.compile(pattern).matcher(html);
        assertThat(m.find()).as(pattern + " in " + html).isTrue();
        return m.group(1);
    }

    private String create() throws Exception {
        return ask(MockMvcRequestBuilders.post("/sources").param("name", "checkout logs").param("service", service)
                .param("kind", "opentelemetry")).getContentAsString();
    }

    @Test
    void a_key_is_shown_once_with_a_snippet_that_has_the_real_address() throws Exception {
        assertThat(get("/sources")).contains("Nothing sends here yet");
        String made = create();
        String key = found(made, "id=\"key\">(wbs[a-z0-9]{29})<");
        assertThat(made).contains("http://localhost/v1/logs").contains("Bearer%20" + key);
        String id = found(made, "href=\"/sources/([^\"]+)\"");
        assertThat(get("/sources/" + id)).doesNotContain(key).contains(key.substring(0, 8) + "…").contains("Bearer%20KEY");
        assertThat(get("/sources")).contains("checkout logs").contains("1 source, 1 silent for a day.");
    }

    @Test
    void rules_are_moved_by_number_and_a_wrong_one_comes_back_with_its_reason() throws Exception {
        String id = found(create(), "href=\"/sources/([^\"]+)\"");
        MockHttpServletResponse wrong = ask(MockMvcRequestBuilders.post("/sources/" + id + "/rules").param("version", "1")
                .param("place", "1", "2").param("when", "severity >= FATAL", "colour = red").param("grade", "911", "912"));
        assertThat(wrong.getStatus()).isEqualTo(400);
        assertThat(wrong.getContentAsString()).contains("rule 2: \"colour\" is nothing that a rule can ask for").contains("value=\"colour = red\"");
        MockHttpServletResponse saved = ask(MockMvcRequestBuilders.post("/sources/" + id + "/rules").param("version", "1")
                .param("place", "2", "1", "3").param("when", "always", "message ~ a, b", "").param("grade", "notice", "912", "911"));
        assertThat(saved.getStatus()).isEqualTo(303);
        assertThat(get("/api/v1/sources/" + id)).contains("\"rules\":[{\"when\":\"message ~ a, b\",\"grade\":\"912\"},{\"when\":\"always\",\"grade\":\"notice\"}]");
    }

    @Test
    void the_bench_says_grade_reason_and_what_groups_it() throws Exception {
        String id = found(create(), "href=\"/sources/([^\"]+)\"");
        String html = ask(MockMvcRequestBuilders.post("/sources/" + id + "/try").param("line", "payment 17 failed <b>").param("level", "FATAL"))
                .getContentAsString();
        assertThat(html).contains("911, wakes").contains("rule 4: severity FATAL (21) or worse")
                .contains("the masked message: payment &lt;num&gt; failed &lt;b&gt;").doesNotContain("<b>");
        String json = ask(MockMvcRequestBuilders.post("/api/v1/sources/" + id + "/try").contentType("application/json")
                .content("{\"line\":\"{\\\"level\\\":\\\"info\\\",\\\"msg\\\":\\\"x\\\"}\"}")).getContentAsString();
        assertThat(json).contains("\"grade\":\"ignore\"").contains("\"rule\":\"default\"");
    }

    @Test
    void both_languages_have_words_for_everything_on_the_screens() throws Exception {
        String id = found(create(), "href=\"/sources/([^\"]+)\"");
        for (Locale each : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            language = each;
            for (String path : List.of("/sources", "/sources/" + id)) {
                assertThat(get(path)).doesNotContainPattern("[>\"](intake|platform)\\.[a-z]");
            }
        }
        assertThat(get("/sources")).contains("수신원 추가");
    }
}
