package org.wakebell.oncall.web;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.wakebell.platform.web.Refusal;

/** What people type about schedules, taken apart. */
final class Typed {

    /** One person, or several joined with {@code +} who are on call together. */
    static List<String> group(String value) {
        return value.isBlank() ? List.of() : List.of(value.strip().split("\\+"));
    }

    static List<List<String>> turns(List<String> values) {
        List<List<String>> turns = new ArrayList<>();
        values.stream().filter(value -> !value.isBlank()).forEach(value -> turns.add(group(value)));
        if (turns.isEmpty()) {
            throw Refusal.invalid("people", "choose at least one person");
        }
        return turns;
    }

    static LocalTime clock(String field, String typed) {
        return parsed(field, typed, "20:00", LocalTime::parse);
    }

    static <T> T parsed(String field, String typed, String example, Function<String, T> parse) {
        try {
            return parse.apply(typed);
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "write it like " + example);
        }
    }

    static Set<String> words(String typed) {
        Set<String> words = new TreeSet<>();
        for (String word : typed.split("[,\\s]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    static List<String> chosen(List<String> values) {
        return values.stream().filter(value -> !value.isBlank()).distinct().toList();
    }

    private Typed() {}
}
