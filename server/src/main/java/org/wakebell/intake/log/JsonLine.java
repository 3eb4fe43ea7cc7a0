package org.wakebell.intake.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wakebell.grading.Event;
import org.wakebell.grading.Severity;
import org.wakebell.intake.Json;
import org.wakebell.intake.Times;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One JSON object as a log record. Knows the names that common encoders use (Logstash, ECS, Bunyan and Pino, Serilog
 * CLEF, zap, structlog, Google Cloud); nested objects become dotted names, and names it does not know are attributes.
 */
public final class JsonLine {

    private JsonLine() {}

    /**
     * @param in stands on the object's start
     * @throws IllegalArgumentException with what is wrong and the fix
     */
    static Event read(JsonParser in, Instant received) {
        if (!Json.is(in, JsonToken.START_OBJECT)) {
            in.skipChildren();
            throw new IllegalArgumentException("not a JSON object; send {\"level\":\"error\",\"message\":\"…\"}");
        }
        Record record = new Record();
        List<String> wrong = new ArrayList<>(0);
        object(in, "", record, wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong.getFirst());
        }
        if (record.empty()) {
            throw new IllegalArgumentException("no message; send it as \"message\" or \"msg\"");
        }
        return record.event(received);
    }

    /** A single line, as the bench reads it. */
    public static Event read(byte[] line, Instant received) {
        try (JsonParser in = Json.parser(line, 0, line.length)) {
            in.nextToken();
            return read(in, received);
        }
    }

    /** To its end whatever is wrong, so that the next record of a list can be read. */
    private static void object(JsonParser in, String prefix, Record record, List<String> wrong) {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix + in.currentName();
            if (in.nextToken() == JsonToken.START_OBJECT) {
                object(in, name + ".", record, wrong);
                continue;
            }
            try {
                field(in, name, record);
            } catch (IllegalArgumentException e) {
                wrong.add(name + ": " + e.getMessage());
            }
        }
    }

    private static void field(JsonParser in, String name, Record record) {
        boolean number = in.currentToken().isNumeric();
        String value = Json.text(in);
        switch (Record.plain(name)) {
            case "timestamp", "@timestamp", "time", "ts", "datetime", "date", "@t", "eventtime" -> {
                if (!value.isEmpty()) {
                    record.at = number ? Times.epoch(Double.parseDouble(value)) : Times.text(value);
                }
            }
            case "level", "severity", "lvl", "loglevel", "log.level", "levelname", "severity_text", "severitytext", "@l" -> level(value, record);
            case "severity_number", "severitynumber" -> record.severity = severity(value);
            case "message", "msg", "body", "text", "log", "@m" -> record.body = value;
            case "event" -> record.body = record.body == null ? value : record.body;
            case "logger", "logger_name", "loggername", "log.logger", "sourcecontext" -> record.logger = value;
            default -> record.attribute(name, value);
        }
    }

    /** Bunyan and Pino count 10 to 60; other bare numbers mean different things in different libraries, so they tell nothing. */
    private static void level(String value, Record record) {
        record.level = switch (value) {
            case "10" -> "TRACE";
            case "20" -> "DEBUG";
            case "30" -> "INFO";
            case "40" -> "WARN";
            case "50" -> "ERROR";
            case "60" -> "FATAL";
            default -> value;
        };
    }

    private static int severity(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= Severity.HIGHEST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("severity_number is from 0 to 24; a word goes into \"level\"");
    }
}
