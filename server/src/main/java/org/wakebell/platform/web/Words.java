package org.wakebell.platform.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The words of all rooms in two languages, from {@code i18n/<room>_en.properties} and {@code i18n/<room>_ko.properties}
 * (UTF-8). {@link Phrase} says what may stand in a text.
 */
public final class Words {

    private final Map<String, Phrase> english;
    private final Map<String, Phrase> korean;

    public Words() {
        this.english = load("en");
        this.korean = load("ko");
    }

    /** The text in the language; English if it is missing there, the key itself if it is missing everywhere. */
    public String say(Locale language, String key, Object... values) {
        Phrase phrase = isKorean(language) ? korean.getOrDefault(key, english.get(key)) : english.get(key);
        return phrase == null ? key : phrase.with(language, values);
    }

    public boolean has(Locale language, String key) {
        return (isKorean(language) ? korean : english).containsKey(key);
    }

    public Set<String> keys(Locale language) {
        return (isKorean(language) ? korean : english).keySet();
    }

    public static boolean isKorean(Locale language) {
        return language.getLanguage().equals("ko");
    }

    private static Map<String, Phrase> load(String language) {
        Map<String, Phrase> all = new HashMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:i18n/*_" + language + ".properties")) {
                Properties texts = new Properties();
                try (Reader in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(in);
                }
                for (String key : texts.stringPropertyNames()) {
                    if (all.put(key, Phrase.of(texts.getProperty(key))) != null) {
                        throw new IllegalStateException("two texts for " + key + " in " + language);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(all);
    }
}
