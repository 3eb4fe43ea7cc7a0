package org.wakebell.drivers.webhook;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakebell.drivers.Ring;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A body of JSON with named places in its texts: {@code {"text": "{{title}}: {{link}}"}}. What is put there is escaped,
 * so that no words of an incident can change the shape of the message. It follows from the ring alone and holds no time
 * of day: a receiver that remembers an Idempotency-Key may compare bodies, and a retry must be the same.
 */
final class Template {

    private static final int LONGEST = 8000;
    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_TEXT = 8000;
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]{0,40}?)\\s*}}");
    private static final Set<String> PLACES = new TreeSet<>(Set.of("title", "text", "key", "link"));
    private static final JsonFactory JSON = new JsonFactory();

    private final String text;

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    Template(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the body is missing: write JSON, like {\"text\": \"{{title}}\"}");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the body has at most " + LONGEST + " characters");
        }
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            if (!PLACES.contains(places.group(1))) {
                throw new IllegalArgumentException("there is no place {{" + places.group(1) + "}}: there are {{title}}, {{text}}, {{key}} and {{link}}");
            }
        }
        // A word alone is no JSON, so a place outside quotes is found as well.
        parse(filled(text, name -> "word"));
        this.text = text;
    }

    private static void parse(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            int values = 0;
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            if (values == 1) {
                return;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON at line " + e.getLocation().getLineNr()
                    + ", column " + e.getLocation().getColumnNr() + "; a place such as {{title}} stands inside quotes");
        }
        throw new IllegalArgumentException("the body is one JSON value");
    }

    String fill(Ring ring) {
        return filled(text, name -> quoted(
                switch (name) {
                    case "title" -> cut(ring.title(), LONGEST_TITLE);
                    case "text" -> cut(ring.text(), LONGEST_TEXT);
                    case "key" -> ring.key();
                    default -> link(ring);
                }));
    }

    private static String filled(String text, UnaryOperator<String> what) {
        return PLACE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(what.apply(found.group(1))));
    }

    /** What is sent when nobody wrote a body. */
    static String ours(Ring ring) {
        StringBuilder choices = new StringBuilder();
        for (Ring.Choice choice : ring.choices()) {
            choices.append(choices.isEmpty() ? "" : ",")
                    .append("{\"id\":\"").append(quoted(choice.id()))
                    .append("\",\"label\":\"").append(quoted(choice.label()))
                    .append("\",\"link\":\"").append(quoted(choice.link().toString()))
                    .append("\"}");
        }
        return new Template("{\"type\":\"ring\",\"key\":\"{{key}}\",\"title\":\"{{title}}\",\"text\":\"{{text}}\",\"link\":\"{{link}}\"}")
                .fill(ring)
                .replaceFirst("}$", Matcher.quoteReplacement(",\"choices\":[" + choices + "]}"));
    }

    private static String link(Ring ring) {
        return ring.choices().isEmpty() ? "" : ring.choices().getFirst().link().toString();
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** Inside a JSON string (RFC 8259, 7); half a surrogate pair has no UTF-8 and becomes the replacement character. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            }
        });
        return out.toString();
    }
}
