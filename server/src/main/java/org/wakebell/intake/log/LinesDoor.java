package org.wakebell.intake.log;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * JSON lines, a JSON array, or a single object, whatever the content type says. A bad line is left out alone and named
 * by its number; if every line is bad the answer is 400.
 */
public final class LinesDoor extends Door {
    private static final long serialVersionUID = 1L;

    private static final int LIMIT = 64 << 20;

    public LinesDoor(Intake intake) {
        super(intake, LIMIT);
    }

    @Override
    public List<String> paths() {
        return List.of("/in/jsonl");
    }

    @Override
    protected Answer take(HttpServletRequest request, @Nullable Sender sender, Body body) {
        Fold fold = intake().open(Objects.requireNonNull(sender));
        Rejected rejected = new Rejected();
        int start = skipBlanks(body.bytes(), 0, body.length());
        if (start < body.length() && body.bytes()[start] == '[') {
            array(body, fold, rejected);
        } else {
            lines(body, fold, rejected);
        }
        if (fold.events() == 0 && rejected.count() > 0) {
            throw new Refused(400, String.join("; ", rejected.reasons()));
        }
        intake().keep(fold);
        return Answer.json(200, said(fold, rejected));
    }

    private static void lines(Body body, Fold fold, Rejected rejected) {
        byte[] bytes = body.bytes();
        int end = body.length();
        int number = 0;
        for (int from = 0; from < end; ) {
            int to = from;
            while (to < end && bytes[to] != '\n') {
                to++;
            }
            number++;
            int first = skipBlanks(bytes, from, to);
            if (first < to) {
                line(bytes, first, to, number, fold, rejected);
            }
            from = to + 1;
        }
    }

    private static void line(byte[] bytes, int from, int to, int number, Fold fold, Rejected rejected) {
        try (JsonParser in = Json.parser(bytes, from, to - from)) {
            in.nextToken();
            var event = JsonLine.read(in, fold.received());
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("something follows the object; put each object on a line of its own");
            }
            fold.event(event);
        } catch (JacksonException | IllegalArgumentException e) {
            rejected.add("line " + number + ": " + Json.why(e));
        }
    }

    private static void array(Body body, Fold fold, Rejected rejected) {
        try (JsonParser in = Json.parser(body.bytes(), 0, body.length())) {
            in.nextToken();
            int number = 0;
            while (in.nextToken() != JsonToken.END_ARRAY) {
                number++;
                try {
                    fold.event(JsonLine.read(in, fold.received()));
                } catch (IllegalArgumentException e) {
                    rejected.add("element " + number + ": " + e.getMessage());
                }
            }
        } catch (JacksonException e) {
            throw new Refused(400, "malformed JSON: " + Json.why(e));
        }
    }

    private static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n')) {
            i++;
        }
        return i;
    }

    private static String said(Fold fold, Rejected rejected) {
        StringBuilder out = new StringBuilder("{\"accepted\":").append(fold.events());
        out.append(",\"refused\":").append(rejected.count());
        if (rejected.count() > 0) {
            out.append(",\"errors\":[");
            for (int i = 0; i < rejected.reasons().size(); i++) {
                out.append(i == 0 ? "" : ",").append(Answer.quoted(rejected.reasons().get(i)));
            }
            out.append(']');
        }
        if (fold.retimed() > 0) {
            out.append(",\"note\":").append(Answer.quoted(fold.note()));
        }
        return out.append('}').toString();
    }

    @Override
    protected Answer refuse(HttpServletRequest request, int status, String why) {
        return Answer.json(status, "{\"error\":" + Answer.quoted(why) + "}");
    }
}
