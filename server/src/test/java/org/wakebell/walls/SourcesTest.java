package org.wakebell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file keeps. */
class SourcesTest {

    /** Written apart, so that this file does not find itself. */
    private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    /** The content security policy of the screens allows neither. */
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|<script(?![^>]*\\ssrc=)|\\son[a-z]+=\"|href=\"javascript:", Pattern.CASE_INSENSITIVE);

    static Stream<Path> java(String below) {
        return Yard.MODULES.stream().flatMap(module -> Yard.files(module, below, ".java").stream());
    }

    @Test
    void every_package_says_what_it_is_and_that_nothing_in_it_is_null() {
        List<Path> packages = java("src/main/java").map(Path::getParent).distinct().toList();
        assertThat(packages).hasSizeGreaterThan(20).allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(Files.exists(info)).as(info.toString()).isTrue();
            assertThat(Yard.text(info)).as(info.toString()).contains("@NullMarked").startsWith("/**");
        });
    }

    @Test
    void nothing_is_left_for_later() {
        Stream<Path> all = Stream.of("src/main", "src/test").flatMap(below -> Yard.MODULES.stream()
                .flatMap(module -> Stream.of(".java", ".sql", ".jte", ".properties", ".js", ".css", ".yml")
                        .flatMap(end -> Yard.files(module, below, end).stream())));
        assertThat(all.filter(file -> LATER.matcher(Yard.text(file)).find())).isEmpty();
        assertThat(LATER.matcher("// TO" + "DO later").find()).isTrue();
    }

    @Test
    void no_template_has_inline_script_or_style() {
        assertThat(Yard.files("server", "src/main/jte", ".jte"))
                .allSatisfy(file -> assertThat(Yard.text(file)).as(file.toString()).doesNotContainPattern(INLINE));
        assertThat(INLINE.matcher("<p style=\"color:red\">").find()).isTrue();
        assertThat(INLINE.matcher("<script>alert(1)</script>").find()).isTrue();
        assertThat(INLINE.matcher("<button onclick=\"go()\">").find()).isTrue();
        assertThat(INLINE.matcher("<script src=\"/static/live.js\" defer></script>").find()).isFalse();
    }
}
