package org.wakebell.sim.program;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists, texts, numbers and booleans: enough for a client without classes of its own. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** What was read: {@link #at} walks down by keys and indexes such as {@code items.0.id}. */
    public record Value(@Nullable Object raw) {

        public Value at(String path) {
            @Nullable Object here = raw;
            for (String step : path.split("\\.")) {
                if (here instanceof Map<?, ?> map) {
                    here = map.get(step);
                } else if (here instanceof List<?> list && Integer.parseInt(step) < list.size()) {
                    here = list.get(Integer.parseInt(step));
                } else {
                    here = null;
                }
            }
            return new Value(here);
        }

        public boolean there() {
            return raw != null;
        }

        public String text() {
            return raw == null ? "" : raw.toString();
        }

        public long number() {
            return raw instanceof Number n ? n.longValue() : 0;
        }

        public boolean yes() {
            return Boolean.TRUE.equals(raw);
        }

        public List<Value> list() {
            List<Value> all = new ArrayList<>();
            if (raw instanceof List<?> list) {
                list.forEach(one -> all.add(new Value(one)));
            }
            return all;
        }

        @Override
        public String toString() {
            return write(raw);
        }
    }

    public static Value read(String text) {
        if (text.isBlank()) {
            return new Value(null);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return new Value(value(parser));
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalArgumentException("not JSON at " + token);
        };
    }

    public static String write(@Nullable Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(to, value);
        }
        return out.toString();
    }

    private static void write(JsonGenerator to, @Nullable Object value) {
        switch (value) {
            case null -> to.writeNull();
            case Value v -> write(to, v.raw);
            case Map<?, ?> map -> {
                to.writeStartObject();
                map.forEach((key, one) -> {
                    to.writeName(String.valueOf(key));
                    write(to, one);
                });
                to.writeEndObject();
            }
            case Iterable<?> list -> {
                to.writeStartArray();
                list.forEach(one -> write(to, one));
                to.writeEndArray();
            }
            case Boolean yes -> to.writeBoolean(yes);
            case Integer number -> to.writeNumber(number);
            case Long number -> to.writeNumber(number);
            case Double number -> to.writeNumber(number);
            default -> to.writeString(value.toString());
        }
    }

    private Json() {}
}
