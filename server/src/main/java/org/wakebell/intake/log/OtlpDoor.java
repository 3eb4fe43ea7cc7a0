package org.wakebell.intake.log;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wakebell.intake.Answer;
import org.wakebell.intake.Body;
import org.wakebell.intake.Door;
import org.wakebell.intake.Fold;
import org.wakebell.intake.Intake;
import org.wakebell.intake.Json;
import org.wakebell.intake.Refused;
import org.wakebell.intake.Sender;
import tools.jackson.core.JacksonException;

/**
 * OTLP/HTTP logs, as opentelemetry.io/docs/specs/otlp says: protobuf or JSON by content type, the answer in the same;
 * 200 with partial_success for records left out; failures as google.rpc.Status; only 429 and 503 make a client retry.
 */
public final class OtlpDoor extends Door {
    private static final long serialVersionUID = 1L;

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final int LIMIT = 64 << 20;

    public OtlpDoor(Intake intake) {
        super(intake, LIMIT);
    }

    @Override
    public List<String> paths() {
        return List.of("/v1/logs");
    }

    @Override
    protected void look(HttpServletRequest request) {
        if (type(request).isEmpty()) {
            throw new Refused(415, "unsupported media type, supported: [" + JSON + ", " + PROTOBUF + "]");
        }
    }

    @Override
    protected Answer take(HttpServletRequest request, @Nullable Sender sender, Body body) {
        Fold fold = intake().open(Objects.requireNonNull(sender));
        Rejected rejected = new Rejected();
        boolean json = type(request).equals(JSON);
        try {
            if (json) {
                new OtlpJson(fold, rejected).read(body.bytes(), body.length());
            } else {
                new OtlpProto(fold, rejected).read(body.bytes(), body.length());
            }
        } catch (Wire.Malformed e) {
            throw new Refused(400, "malformed protobuf: " + e.getMessage());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Refused(400, "malformed JSON: " + Json.why(e));
        }
        intake().keep(fold);
        String message = String.join("; ", rejected.reasons());
        String note = fold.note();
        String told = message.isEmpty() ? note : note.isEmpty() ? message : message + "; " + note;
        return json ? json(rejected.count(), told) : protobuf(rejected.count(), told);
    }

    private static Answer json(long rejected, String message) {
        return Answer.json(200, message.isEmpty()
                ? "{}"
                : "{\"partialSuccess\":{\"rejectedLogRecords\":\"" + rejected + "\",\"errorMessage\":" + Answer.quoted(message) + "}}");
    }

    /** ExportLogsServiceResponse: partial_success = 1 {rejected_log_records = 1, error_message = 2}. */
    private static Answer protobuf(long rejected, String message) {
        if (message.isEmpty()) {
            return new Answer(200, PROTOBUF, new byte[0]);
        }
        ByteArrayOutputStream partial = new ByteArrayOutputStream();
        if (rejected > 0) {
            partial.write(1 << 3);
            varint(partial, rejected);
        }
        string(partial, 2, message.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        string(response, 1, partial.toByteArray());
        return new Answer(200, PROTOBUF, response.toByteArray());
    }

    /** google.rpc.Status: code = 1, message = 2. A wrong method or type has no form to answer in, so it gets text. */
    @Override
    protected Answer refuse(HttpServletRequest request, int status, String why) {
        String type = type(request);
        if (status == 405 || type.isEmpty()) {
            return Answer.text(status, status + " " + why);
        }
        int code = code(status);
        if (type.equals(JSON)) {
            return Answer.json(status, "{\"code\":" + code + ",\"message\":" + Answer.quoted(why) + "}");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1 << 3);
        varint(out, code);
        string(out, 2, why.getBytes(StandardCharsets.UTF_8));
        return new Answer(status, PROTOBUF, out.toByteArray());
    }

    /** google.rpc.Code for an HTTP status. */
    private static int code(int status) {
        return switch (status) {
            case 401 -> 16;
            case 408 -> 4;
            case 413, 429 -> 8;
            case 503 -> 14;
            case 500 -> 13;
            default -> 3;
        };
    }

    private static String type(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return "";
        }
        int semicolon = type.indexOf(';');
        String bare = (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        return bare.equals(PROTOBUF) || bare.equals(JSON) ? bare : "";
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long v = value;
        while ((v & ~0x7FL) != 0) {
            out.write((int) (v & 0x7F) | 0x80);
            v >>>= 7;
        }
        out.write((int) v);
    }

    private static void string(ByteArrayOutputStream out, int field, byte[] bytes) {
        out.write(field << 3 | Wire.LENGTH);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }
}
