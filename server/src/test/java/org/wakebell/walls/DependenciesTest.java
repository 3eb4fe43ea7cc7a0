package org.wakebell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/dependencies.md names what the poms name, and nothing else. */
class DependenciesTest {

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern NAMED = Pattern.compile("`([a-z0-9_.-]+)`");

    @Test
    void every_dependency_has_a_line_that_says_why_and_no_line_outlives_its_dependency() {
        Set<String> used = new TreeSet<>();
        Stream.concat(Stream.of("."), Yard.MODULES.stream())
                .map(module -> Yard.text(Yard.ROOT.resolve(module).resolve("pom.xml")))
                .forEach(pom -> used.addAll(all(ARTIFACT, pom)));
        used.removeIf(artifact -> artifact.startsWith("wakebell"));
        Set<String> named = all(NAMED, Yard.text(Yard.ROOT.resolve("docs/dependencies.md")));
        assertThat(named).containsAll(used);
        named.removeIf(word -> word.equals("pom.xml") || word.equals("synchronous"));
        assertThat(used).containsAll(named);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher m = pattern.matcher(text);
        while (m.find()) {
            found.add(m.group(1));
        }
        return found;
    }
}
