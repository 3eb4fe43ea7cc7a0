package org.wakebell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say is there, is there: the tests they name, the files they link to. */
class DocsTest {

    /** {@code `DutiesTest.poison_is_parked_loudly_and_starves_nobody`}, or a class by itself. */
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)(?:[.#]([a-z0-9_]+))?`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    static List<Path> pages() {
        return Stream.concat(
                        Stream.of("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md").map(Yard.ROOT::resolve),
                        Yard.files(".", "docs", ".md").stream())
                .toList();
    }

    static Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        Yard.MODULES.forEach(module -> Yard.files(module, "src/test/java", "Test.java")
                .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), Yard.text(file))));
        return tests;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_test_that_a_page_names_exists(Path page) {
        assertThat(missingTests(Yard.text(page), tests())).as(page.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_somewhere(Path page) {
        Matcher links = LINK.matcher(Yard.text(page));
        while (links.find()) {
            assertThat(Files.exists(page.resolveSibling(links.group(1)))).as(page + " links to " + links.group(1)).isTrue();
        }
    }

    @Test
    void a_test_that_is_gone_is_noticed() {
        Map<String, String> tests = Map.of("BellTest", "void it_rings() {}");
        assertThat(missingTests("held by `BellTest.it_rings` and `BellTest`", tests)).isEmpty();
        assertThat(missingTests("held by `BellTest.it_sings` and `SongTest`", tests)).containsExactly("BellTest.it_sings", "SongTest");
    }

    private static List<String> missingTests(String page, Map<String, String> tests) {
        List<String> missing = new ArrayList<>();
        Matcher named = TEST.matcher(page);
        while (named.find()) {
            String source = tests.getOrDefault(named.group(1), "");
            String method = named.group(2);
            if (source.isEmpty() || method != null && !source.contains(" " + method + "(")) {
                missing.add(named.group(1) + (method == null ? "" : "." + method));
            }
        }
        return missing;
    }
}
