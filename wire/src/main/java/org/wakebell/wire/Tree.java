package org.wakebell.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** One JSON object, read with limits on size, depth and count; its fields are asked for by name and type. */
final class Tree {

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(Codec.LONGEST)
                    .maxNestingDepth(Codec.DEEPEST)
                    .maxStringLength(Codec.LONGEST_TEXT)
                    .maxNameLength(256)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final Map<String, Object> fields;

    private Tree(Map<String, Object> fields) {
        this.fields = fields;
    }

    static Tree parse(String text) throws Junk {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Junk("not a JSON object");
            }
            Tree tree = object(in);
            if (in.nextToken() != null) {
                throw new Junk("something follows the JSON object");
            }
            return tree;
        } catch (JacksonException e) {
            throw new Junk("not JSON within the limits (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Tree object(JsonParser in) throws Junk {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            Object value = value(in, in.nextToken());
            if (value != null) {
                fields.put(name, value);
            }
            few(fields.size());
        }
        return new Tree(fields);
    }

    private static List<Object> list(JsonParser in) throws Junk {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            Object value = value(in, token);
            if (value != null) {
                items.add(value);
            }
            few(items.size());
        }
        return items;
    }

    private static @Nullable Object value(JsonParser in, @Nullable JsonToken token) throws Junk {
        return switch (token) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> list(in);
            case VALUE_STRING -> in.getString();
            // A number that no long holds belongs to a field that we do not know, or is found missing later.
            case VALUE_NUMBER_INT -> in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : (Object) in.getLongValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_FLOAT, VALUE_NULL -> null;
            case null -> throw new Junk("ends in the middle");
            default -> throw new Junk("not JSON");
        };
    }

    private static void few(int count) throws Junk {
        if (count > Codec.MOST) {
            throw new Junk("more than " + Codec.MOST + " items in one place");
        }
    }

    String text(String name) throws Junk {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "text");
    }

    String text(String name, String otherwise) {
        return fields.get(name) instanceof String text ? text : otherwise;
    }

    long number(String name) throws Junk {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw missing(name, "a whole number");
    }

    /** @param most in absolute value */
    int number(String name, int most) throws Junk {
        long number = number(name);
        if (number < -most || number > most) {
            throw new Junk(name + " is out of range");
        }
        return (int) number;
    }

    boolean yes(String name) {
        return fields.get(name) instanceof Boolean yes && yes;
    }

    Instant instant(String name) throws Junk {
        try {
            Instant at = Instant.parse(text(name));
            if (at.isBefore(Instant.EPOCH) || at.isAfter(END)) {
                throw new Junk(name + " is not of this age");
            }
            return at;
        } catch (DateTimeException e) {
            throw missing(name, "an instant like 2026-11-22T03:12:00Z");
        }
    }

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** Milliseconds, up to a hundred days. */
    Duration millis(String name) throws Junk {
        long millis = number(name);
        if (millis < 0 || millis > 8_640_000_000L) {
            throw new Junk(name + " is not 0 to 8640000000 ms");
        }
        return Duration.ofMillis(millis);
    }

    Tree tree(String name) throws Junk {
        if (fields.get(name) instanceof Tree tree) {
            return tree;
        }
        throw missing(name, "an object");
    }

    /** The objects of a list; a missing list is an empty one. */
    List<Tree> trees(String name) {
        return items(name, Tree.class);
    }

    List<String> texts(String name) {
        return items(name, String.class);
    }

    /** Like {@link #texts}, where a missing list would not mean an empty one. */
    List<String> wanted(String name) throws Junk {
        if (fields.get(name) instanceof List<?> list && list.size() == texts(name).size()) {
            return texts(name);
        }
        throw missing(name, "a list of texts");
    }

    private <T> List<T> items(String name, Class<T> type) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().filter(type::isInstance).map(type::cast).toList()
                : List.of();
    }

    /** The texts of an object; anything else in it is left out. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (fields.get(name) instanceof Tree tree) {
            tree.fields.forEach((key, value) -> {
                if (value instanceof String text) {
                    map.put(key, text);
                }
            });
        }
        return map;
    }

    private static Junk missing(String name, String what) {
        return new Junk(name + " is missing or is not " + what);
    }
}
