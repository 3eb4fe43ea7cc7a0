package org.wakebell.intake.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.wakebell.grading.BadRule;
import org.wakebell.grading.Event;
import org.wakebell.grading.Graded;
import org.wakebell.grading.Grader;
import org.wakebell.grading.Rules;
import org.wakebell.grading.Severity;
import org.wakebell.intake.Json;
import org.wakebell.intake.Source;
import org.wakebell.intake.log.JsonLine;
import org.wakebell.platform.web.Refusal;
import tools.jackson.core.JacksonException;

/** The bench: one pasted line, judged by a source's rules as if it had just arrived. Nothing is kept. */
final class Trial {

    private static final int LONGEST = 100_000;

    private Trial() {}

    /**
     * @param line a JSON object, or plain text with a stack trace under it or not
     * @param level for plain text, which has none of its own; may be empty
     */
    static Graded of(Source source, String line, String level, Instant now) {
        String text = line.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Refusal.invalid("line", "Paste one log line or one JSON object, of at most " + LONGEST + " characters.");
        }
        try {
            return new Grader(source.id(), Rules.compile(source.rules())).grade(event(text, level, now));
        } catch (BadRule e) {
            throw Refusal.invalid("rules[" + e.number() + "]", e.message());
        }
    }

    private static Event event(String text, String level, Instant now) {
        if (text.startsWith("{")) {
            try {
                return JsonLine.read(text.getBytes(StandardCharsets.UTF_8), now);
            } catch (JacksonException | IllegalArgumentException e) {
                throw Refusal.invalid("line", "This is not a JSON log record: " + Json.why(e));
            }
        }
        int end = text.indexOf('\n');
        String stack = end > 0 ? text : null;
        return new Event(now, now, Severity.number(level), level, "", end > 0 ? text.substring(0, end) : text, null, null, stack, null, "", "", Map.of());
    }
}
