package org.wakebell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads Korean is told as much as whoever reads English. */
class WordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)");

    private static final Pattern KEY = Pattern.compile("(?m)^([^#=\\s][^=\\s]*)\\s*=");

    static List<Path> bundles() {
        return Yard.files("server", "src/main/resources/i18n", ".properties");
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void both_languages_have_the_same_keys_and_the_same_places(Path bundle) {
        String name = bundle.getFileName().toString();
        Path other = bundle.resolveSibling(
                name.endsWith("_en.properties") ? name.replace("_en.", "_ko.") : name.replace("_ko.", "_en."));
        assertThat(missing(Yard.text(bundle), Yard.text(other))).as(bundle + " against " + other).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void no_key_stands_twice_in_a_bundle(Path bundle) {
        assertThat(twice(Yard.text(bundle))).as("only the last of them is ever said, in " + bundle).isEmpty();
    }

    @Test
    void a_key_that_stands_twice_is_seen() {
        assertThat(twice("a.b={0} by {1}\n# a.b=\na.c=x\na.b = y\n")).containsExactly("a.b");
    }

    static List<String> twice(String text) {
        Set<String> seen = new TreeSet<>();
        return KEY.matcher(text).results().map(m -> m.group(1)).filter(key -> !seen.add(key)).toList();
    }

    @Test
    void a_missing_key_an_empty_text_and_a_lost_place_are_seen() {
        assertThat(missing("a=x\nb=y {0}\nc=z\n", "b=y\nc=\n")).containsExactly(
                "a is missing in the other", "b has other places: [0] and []", "c is empty in the other");
    }

    static List<String> missing(String here, String there) {
        Properties mine = read(here);
        Properties others = read(there);
        List<String> wrong = new ArrayList<>();
        for (String key : new TreeSet<>(mine.stringPropertyNames())) {
            String text = others.getProperty(key);
            if (text == null && key.startsWith("zone.")) {
                continue; // in English a zone's own identifier says it
            }
            if (text == null) {
                wrong.add(key + " is missing in the other");
            } else if (text.isBlank() && !mine.getProperty(key).isBlank()) {
                wrong.add(key + " is empty in the other");
            } else if (!places(mine.getProperty(key)).equals(places(text))) {
                wrong.add(key + " has other places: " + places(mine.getProperty(key)) + " and " + places(text));
            }
        }
        return wrong;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher m = PLACE.matcher(text);
        while (m.find()) {
            places.add(m.group(1));
        }
        return places;
    }

    private static Properties read(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
