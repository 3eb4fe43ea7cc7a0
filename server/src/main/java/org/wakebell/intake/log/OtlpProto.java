package org.wakebell.intake.log;

import java.util.HexFormat;
import java.util.Locale;
import org.wakebell.intake.Fold;
import org.wakebell.intake.Times;

/**
 * Reads an ExportLogsServiceRequest (opentelemetry-proto 1.x, logs.proto and common.proto; field numbers are the
 * protocol's) straight into a fold, record by record. A record that cannot be read is left out alone.
 */
final class OtlpProto {

    private static final int DEEPEST = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final Fold fold;
    private final Rejected rejected;
    private int records;

    OtlpProto(Fold fold, Rejected rejected) {
        this.fold = fold;
        this.rejected = rejected;
    }

    /** @throws Wire.Malformed if the frame around the records is broken */
    void read(byte[] bytes, int length) {
        Wire request = new Wire(bytes, 0, length);
        while (request.more()) {
            int tag = request.tag();
            if (tag == (1 << 3 | Wire.LENGTH)) {
                resourceLogs(request.slice());
            } else {
                request.skip(tag);
            }
        }
    }

    /** Its resource usually comes first, but protobuf does not promise it: so first the resource, then the rest. */
    private void resourceLogs(Wire logs) {
        Wire again = logs.copy();
        Record resource = new Record();
        while (again.more()) {
            int tag = again.tag();
            if (tag == (1 << 3 | Wire.LENGTH)) {
                attributes(again.slice(), 1, resource);
            } else {
                again.skip(tag);
            }
        }
        while (logs.more()) {
            int tag = logs.tag();
            if (tag == (2 << 3 | Wire.LENGTH)) {
                scopeLogs(logs.slice(), resource);
            } else {
                logs.skip(tag);
            }
        }
    }

    private void scopeLogs(Wire logs, Record resource) {
        Wire again = logs.copy();
        Record scope = new Record(resource);
        while (again.more()) {
            int tag = again.tag();
            if (tag == (1 << 3 | Wire.LENGTH)) {
                scope(again.slice(), scope);
            } else {
                again.skip(tag);
            }
        }
        while (logs.more()) {
            int tag = logs.tag();
            if (tag == (2 << 3 | Wire.LENGTH)) {
                record(logs.slice(), scope);
            } else {
                logs.skip(tag);
            }
        }
    }

    private static void scope(Wire wire, Record scope) {
        while (wire.more()) {
            int tag = wire.tag();
            if (tag == (1 << 3 | Wire.LENGTH)) {
                scope.logger = wire.string();
            } else if (tag == (3 << 3 | Wire.LENGTH)) {
                keyValue(wire.slice(), scope);
            } else {
                wire.skip(tag);
            }
        }
    }

    private void record(Wire wire, Record scope) {
        records++;
        try {
            Record record = new Record(scope);
            fields(wire, record);
            fold.event(record.event(fold.received()));
        } catch (Wire.Malformed | IllegalArgumentException e) {
            rejected.add("record " + records + ": " + e.getMessage());
        }
    }

    private static void fields(Wire wire, Record record) {
        while (wire.more()) {
            int tag = wire.tag();
            switch (tag) {
                case 1 << 3 | Wire.FIXED64 -> record.at = Times.nanos(wire.fixed64(), record.at);
                case 11 << 3 | Wire.FIXED64 -> record.observed = Times.nanos(wire.fixed64(), record.observed);
                case 2 << 3 | Wire.VARINT -> record.severity = severity(wire.varint());
                case 3 << 3 | Wire.LENGTH -> record.level = wire.string();
                case 5 << 3 | Wire.LENGTH -> record.body = value(wire.slice(), 0);
                case 6 << 3 | Wire.LENGTH -> keyValue(wire.slice(), record);
                case 9 << 3 | Wire.LENGTH -> record.attribute("trace.id", HEX.formatHex(id(wire.blob())));
                case 10 << 3 | Wire.LENGTH -> record.attribute("span.id", HEX.formatHex(id(wire.blob())));
                case 12 << 3 | Wire.LENGTH -> record.attribute("event.name", wire.string());
                default -> wire.skip(tag);
            }
        }
    }

    private static int severity(long number) {
        if (number < 0 || number > 24) {
            throw new IllegalArgumentException("severity_number " + number + " is not between 0 and 24");
        }
        return (int) number;
    }

    private static byte[] id(byte[] id) {
        if (id.length > 16) {
            throw new IllegalArgumentException("an id of " + id.length + " bytes");
        }
        return id;
    }

    private static void attributes(Wire wire, int field, Record record) {
        while (wire.more()) {
            int tag = wire.tag();
            if (tag == (field << 3 | Wire.LENGTH)) {
                keyValue(wire.slice(), record);
            } else {
                wire.skip(tag);
            }
        }
    }

    private static void keyValue(Wire wire, Record record) {
        String key = "";
        String value = "";
        while (wire.more()) {
            int tag = wire.tag();
            switch (tag) {
                case 1 << 3 | Wire.LENGTH -> key = wire.string();
                case 2 << 3 | Wire.LENGTH -> value = value(wire.slice(), 0);
                default -> wire.skip(tag);
            }
        }
        record.attribute(key, value);
    }

    /** An AnyValue as text: lists with commas, maps as {key: value}. */
    private static String value(Wire wire, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("values nested more than " + DEEPEST + " deep");
        }
        String text = "";
        while (wire.more()) {
            int tag = wire.tag();
            switch (tag) {
                case 1 << 3 | Wire.LENGTH -> text = wire.string();
                case 2 << 3 | Wire.VARINT -> text = wire.varint() != 0 ? "true" : "false";
                case 3 << 3 | Wire.VARINT -> text = Long.toString(wire.varint());
                case 4 << 3 | Wire.FIXED64 -> text = Double.toString(Double.longBitsToDouble(wire.fixed64()));
                case 5 << 3 | Wire.LENGTH -> text = list(wire.slice(), depth);
                case 6 << 3 | Wire.LENGTH -> text = map(wire.slice(), depth);
                case 7 << 3 | Wire.LENGTH -> text = HEX.formatHex(wire.blob()).toLowerCase(Locale.ROOT);
                default -> wire.skip(tag);
            }
        }
        return text;
    }

    private static String list(Wire wire, int depth) {
        StringBuilder out = new StringBuilder();
        while (wire.more()) {
            int tag = wire.tag();
            if (tag == (1 << 3 | Wire.LENGTH)) {
                out.append(out.isEmpty() ? "" : ",").append(value(wire.slice(), depth + 1));
            } else {
                wire.skip(tag);
            }
        }
        return out.toString();
    }

    private static String map(Wire wire, int depth) {
        StringBuilder out = new StringBuilder("{");
        while (wire.more()) {
            int tag = wire.tag();
            if (tag == (1 << 3 | Wire.LENGTH)) {
                out.append(out.length() == 1 ? "" : ", ");
                pair(wire.slice(), depth, out);
            } else {
                wire.skip(tag);
            }
        }
        return out.append('}').toString();
    }

    private static void pair(Wire wire, int depth, StringBuilder out) {
        String key = "";
        String value = "";
        while (wire.more()) {
            int tag = wire.tag();
            switch (tag) {
                case 1 << 3 | Wire.LENGTH -> key = wire.string();
                case 2 << 3 | Wire.LENGTH -> value = value(wire.slice(), depth + 1);
                default -> wire.skip(tag);
            }
        }
        out.append(key).append(": ").append(value);
    }
}
