package org.wakebell.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class WordsTest {

    private static final Pattern SAID = Pattern.compile("\\.t\\(\\s*\"([a-z0-9-]+\\.[A-Za-z0-9.-]*[A-Za-z0-9])\"\\s*[,)]");

    private static final Pattern NAME = Pattern.compile("String name\\(\\) \\{\\s+return \"([a-z-]+)\";");

    final Words words = new Words();

    @Test
    void every_word_that_a_screen_says_is_known() throws IOException {
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (Path root : List.of(Path.of("src/main/jte"), Path.of("src/main/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(f -> f.toString().matches(".*\\.(jte|java)")).toList()) {
                    Matcher said = SAID.matcher(Files.readString(file));
                    while (said.find()) {
                        seen++;
                        if (!words.has(Locale.ENGLISH, said.group(1))) {
                            missing.add(file.getFileName() + ": " + said.group(1));
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(seen).isGreaterThan(100);
    }

    @Test
    void every_check_of_the_health_screen_has_a_name_in_both_languages() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                if (text.contains("implements Check ") || text.contains("new Check()")) {
                    NAME.matcher(text).results().forEach(m -> names.add("platform.check." + m.group(1)));
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(16);
        assertThat(words.keys(Locale.ENGLISH)).containsAll(names);
        assertThat(words.keys(Locale.KOREAN)).containsAll(names);
    }

    @Test
    void one_is_not_many() {
        Phrase phrase = Phrase.of("{0} {0:person|people}");
        assertThat(phrase.with(Locale.ENGLISH, 1)).isEqualTo("1 person");
        assertThat(phrase.with(Locale.ENGLISH, 1240L)).isEqualTo("1,240 people");
        assertThat(phrase.with(Locale.ENGLISH, 0)).isEqualTo("0 people");
    }

    @Test
    void a_korean_particle_fits_the_sound_before_it() {
        Phrase topic = Phrase.of("{0}{은/는} 자요");
        assertThat(topic.with(Locale.KOREAN, "민아")).isEqualTo("민아는 자요");
        assertThat(topic.with(Locale.KOREAN, "철민")).isEqualTo("철민은 자요");
        assertThat(topic.with(Locale.KOREAN, "서버 3")).isEqualTo("서버 3은 자요");
        assertThat(topic.with(Locale.KOREAN, "서버 2")).isEqualTo("서버 2는 자요");
        assertThat(topic.with(Locale.KOREAN, "“철민”")).isEqualTo("“철민”은 자요");
        Phrase way = Phrase.of("{0}{으로/로}");
        assertThat(way.with(Locale.KOREAN, "서울")).isEqualTo("서울로");
        assertThat(way.with(Locale.KOREAN, "부산")).isEqualTo("부산으로");
        assertThat(way.with(Locale.KOREAN, "도쿄")).isEqualTo("도쿄로");
    }

    @Test
    void a_value_with_braces_is_only_a_value() {
        assertThat(Phrase.of("{0}: {1}").with(Locale.ENGLISH, "{1}", "x")).isEqualTo("{1}: x");
    }

    @Test
    void times_are_in_the_reader_s_zone_and_tongue() {
        Instant now = Instant.parse("2026-11-22T21:12:00Z");
        Times ana = new Times(words, Locale.ENGLISH, ZoneId.of("America/Vancouver"), now);
        assertThat(ana.full(now)).isEqualTo("Sunday 22 November, 14:12 Vancouver");
        assertThat(ana.at(now.minusSeconds(2880))).isEqualTo("13:24");
        assertThat(ana.ago(now.minusSeconds(2880))).isEqualTo("48 min ago");
        assertThat(ana.at(now.plusSeconds(86_400))).isEqualTo("Mon 23 Nov 14:12");
        Times mina = new Times(words, Locale.KOREAN, ZoneId.of("Asia/Seoul"), now);
        assertThat(mina.full(now)).isEqualTo("11월 23일 월요일 06:12 서울");
        assertThat(mina.ago(now.plusSeconds(7200))).isEqualTo("2시간 후");
        assertThat(mina.place(ZoneId.of("America/Vancouver"))).isEqualTo("밴쿠버");
    }

    @Test
    void a_way_back_stays_inside() {
        assertThat(Then.inside("/people?x=1")).isEqualTo("/people?x=1");
        for (String away : List.of("//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb", "")) {
            assertThat(Then.inside(away)).as(away).isEqualTo("/");
        }
    }
}
