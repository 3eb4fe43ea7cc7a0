package org.wakebell.intake.log;

import java.util.ArrayList;
import java.util.List;
import org.wakebell.grading.Severity;
import org.wakebell.intake.Fold;
import org.wakebell.intake.Json;
import org.wakebell.intake.Times;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads an ExportLogsServiceRequest in OTLP's JSON (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding": ids in
 * hex, enums as numbers, 64-bit numbers as text or number, unknown keys ignored). JSON has no order of keys, so the
 * body is read twice: first the resources, then the records.
 */
final class OtlpJson {

    private final Fold fold;
    private final Rejected rejected;
    private final List<Record> resources = new ArrayList<>();
    private int records;

    OtlpJson(Fold fold, Rejected rejected) {
        this.fold = fold;
        this.rejected = rejected;
    }

    void read(byte[] bytes, int length) {
        try (JsonParser in = Json.parser(bytes, 0, length)) {
            each(in, "resourceLogs", () -> resources.add(resource(in)));
        }
        try (JsonParser in = Json.parser(bytes, 0, length)) {
            int[] next = {0};
            each(in, "resourceLogs", () -> {
                Record resource = resources.get(next[0]++);
                object(in, name -> {
                    if (name.equals("scopeLogs")) {
                        list(in, () -> scope(in, resource));
                    } else {
                        in.skipChildren();
                    }
                });
            });
        }
    }

    /** All elements of a list in the outermost object. */
    private static void each(JsonParser in, String list, Runnable element) {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("an OTLP request is a JSON object with resourceLogs");
        }
        object(in, name -> {
            if (name.equals(list)) {
                list(in, element);
            } else {
                in.skipChildren();
            }
        });
        if (in.nextToken() != null) {
            throw new IllegalArgumentException("something follows the request");
        }
    }

    private static Record resource(JsonParser in) {
        Record resource = new Record();
        object(in, name -> {
            if (name.equals("resource")) {
                object(in, inner -> attributes(in, inner, resource));
            } else {
                in.skipChildren();
            }
        });
        return resource;
    }

    /** The scope before its records is what every sender writes; one that comes after names no logger. */
    private void scope(JsonParser in, Record resource) {
        Record scope = new Record(resource);
        object(in, name -> {
            switch (name) {
                case "scope" -> object(in, inner -> {
                    if (inner.equals("name")) {
                        scope.logger = Json.text(in);
                    } else {
                        attributes(in, inner, scope);
                    }
                });
                case "logRecords" -> list(in, () -> record(in, scope));
                default -> in.skipChildren();
            }
        });
    }

    private void record(JsonParser in, Record scope) {
        records++;
        Record record = new Record(scope);
        List<String> wrong = new ArrayList<>(0);
        object(in, name -> {
            try {
                field(in, name, record);
            } catch (IllegalArgumentException e) {
                wrong.add(name + ": " + e.getMessage());
            }
        });
        if (wrong.isEmpty()) {
            fold.event(record.event(fold.received()));
        } else {
            rejected.add("record " + records + ": " + wrong.getFirst());
        }
    }

    private static void field(JsonParser in, String name, Record record) {
        switch (name) {
            case "timeUnixNano" -> record.at = Times.nanos(unsigned(in), record.at);
            case "observedTimeUnixNano" -> record.observed = Times.nanos(unsigned(in), record.observed);
            case "severityNumber" -> record.severity = severity(Json.text(in));
            case "severityText" -> record.level = Json.text(in);
            case "body" -> record.body = value(in);
            case "attributes" -> attributes(in, name, record);
            case "traceId" -> record.attribute("trace.id", Json.text(in));
            case "spanId" -> record.attribute("span.id", Json.text(in));
            case "eventName" -> record.attribute("event.name", Json.text(in));
            default -> in.skipChildren();
        }
    }

    private static long unsigned(JsonParser in) {
        String text = Json.text(in);
        try {
            return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + cut(text) + "\" is not a number of nanoseconds", e);
        }
    }

    private static int severity(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= Severity.HIGHEST) {
                return number;
            }
        } catch (NumberFormatException e) {
            int named = Severity.number(text.replace("SEVERITY_NUMBER_", ""));
            if (named != Severity.NONE) {
                return named;
            }
        }
        throw new IllegalArgumentException("\"" + cut(text) + "\" is not a severity number from 0 to 24");
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static void attributes(JsonParser in, String name, Record record) {
        if (!name.equals("attributes")) {
            in.skipChildren();
            return;
        }
        list(in, () -> {
            String[] pair = {"", ""};
            object(in, inner -> {
                switch (inner) {
                    case "key" -> pair[0] = Json.text(in);
                    case "value" -> pair[1] = value(in);
                    default -> in.skipChildren();
                }
            });
            record.attribute(pair[0], pair[1]);
        });
    }

    /** An AnyValue: an object with one of stringValue, intValue, … */
    private static String value(JsonParser in) {
        if (!Json.is(in, JsonToken.START_OBJECT)) {
            return Json.text(in);
        }
        String[] text = {""};
        object(in, name -> text[0] = switch (name) {
            case "arrayValue" -> values(in);
            case "kvlistValue" -> pairs(in);
            default -> Json.text(in);
        });
        return text[0];
    }

    private static String values(JsonParser in) {
        List<String> all = new ArrayList<>();
        object(in, name -> {
            if (name.equals("values")) {
                list(in, () -> all.add(value(in)));
            } else {
                in.skipChildren();
            }
        });
        return String.join(",", all);
    }

    private static String pairs(JsonParser in) {
        Record pairs = new Record();
        StringBuilder out = new StringBuilder("{");
        object(in, name -> {
            if (!name.equals("values")) {
                in.skipChildren();
                return;
            }
            list(in, () -> {
                String[] pair = {"", ""};
                object(in, inner -> pair[inner.equals("key") ? 0 : 1] = value(in));
                out.append(out.length() == 1 ? "" : ", ").append(pair[0]).append(": ").append(pair[1]);
                pairs.attribute(pair[0], pair[1]);
            });
        });
        return out.append('}').toString();
    }

    /** For each key of the object that the parser stands on, with the parser on its value. */
    @FunctionalInterface
    private interface Member {
        void named(String name);
    }

    private static void object(JsonParser in, Member member) {
        if (!Json.is(in, JsonToken.START_OBJECT)) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            member.named(name);
        }
    }

    private static void list(JsonParser in, Runnable element) {
        if (!Json.is(in, JsonToken.START_ARRAY)) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            element.run();
        }
    }
}
