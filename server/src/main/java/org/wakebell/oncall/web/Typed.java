package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Wrong;

/** What a form sends, read field by field. */
final class Typed {

    private final MultiValueMap<String, String> sent;

    Typed(MultiValueMap<String, String> sent) {
        this.sent = sent;
    }

    String text(String field) {
        String value = sent.getFirst(field);
        return value == null ? "" : value.strip();
    }

    /** All values of a field, the empty ones included. */
    List<String> all(String field) {
        return sent.getOrDefault(field, List.of());
    }

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

    /** The form is shown again with what was wrong with it; whatever a form cannot mend is thrown on. */
    static Wrong wrong(Page page, HttpServletResponse response, Refusal refusal) {
        switch (refusal.kind()) {
            case INVALID -> response.setStatus(HttpStatus.BAD_REQUEST.value());
            case CONFLICT -> response.setStatus(HttpStatus.CONFLICT.value());
            case FORBIDDEN, MISSING, TOO_MANY -> throw refusal;
        }
        return Wrong.of(page, "oncall", refusal);
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
}
