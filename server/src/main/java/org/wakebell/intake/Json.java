package org.wakebell.intake;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The streaming JSON reader of the doors: as deep and as long as a log record may be, and no more. */
public final class Json {

    /** What an honest sender nests is below ten. */
    private static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(64 << 20)
                    .maxNumberLength(64)
                    .maxNameLength(1_024)
                    .build())
            .build();

    private static final JsonMapper TREES = JsonMapper.builder(FACTORY).build();

    private Json() {}

    public static JsonParser parser(byte[] bytes, int from, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length);
    }

    /** A whole body, for doors that take small ones. Throws JacksonException. */
    public static JsonNode tree(byte[] bytes, int length) {
        return TREES.readTree(bytes, 0, length);
    }

    /** A value as text, whatever it is; objects and lists too. The parser stands on its first token. */
    public static String text(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_ARRAY) {
            StringBuilder out = new StringBuilder();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                out.append(out.isEmpty() ? "" : ",").append(text(in));
            }
            return out.toString();
        }
        if (token == JsonToken.START_OBJECT) {
            StringBuilder out = new StringBuilder("{");
            while (in.nextToken() != JsonToken.END_OBJECT) {
                out.append(out.length() == 1 ? "" : ", ").append(in.currentName()).append(": ");
                in.nextToken();
                out.append(text(in));
            }
            return out.append('}').toString();
        }
        return token == JsonToken.VALUE_NULL ? "" : in.getString();
    }

    /** In one line, without the snippet of the body that Jackson adds. */
    public static String why(RuntimeException e) {
        String message = e instanceof tools.jackson.core.JacksonException j ? j.getOriginalMessage() : e.getMessage();
        return message == null ? "not JSON" : first(message);
    }

    private static String first(String message) {
        int line = message.indexOf('\n');
        return line < 0 ? message : message.substring(0, line);
    }

    public static boolean is(JsonParser in, @Nullable JsonToken token) {
        return in.currentToken() == token;
    }
}
