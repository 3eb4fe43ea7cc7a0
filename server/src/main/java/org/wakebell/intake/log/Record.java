package org.wakebell.intake.log;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Event;
import org.wakebell.grading.Severity;

/**
 * One log record while its fields come in, in any order. Attributes that OpenTelemetry's semantic conventions, its
 * appenders or common encoders use for something Wakebell has a word for go to that word; all are kept to be shown.
 */
final class Record {

    /** What one record may carry; the rest is left out. */
    static final int ATTRIBUTES = 128;

    @Nullable Instant at;
    @Nullable Instant observed;
    int severity;
    String level = "";
    String logger = "";
    @Nullable String body;
    private @Nullable String template;
    private @Nullable String exceptionType;
    private @Nullable String exceptionMessage;
    private @Nullable String stack;
    private @Nullable String key;
    private String host = "";
    private String user = "";
    private Map<String, String> attributes;
    private boolean shared;

    Record() {
        attributes = new HashMap<>();
    }

    /** With what is said once for many records, such as a resource. */
    Record(Record common) {
        logger = common.logger;
        host = common.host;
        user = common.user;
        attributes = common.attributes;
        shared = true;
    }

    void attribute(String name, String value) {
        if (value.isEmpty() || attributes.size() >= ATTRIBUTES) {
            return;
        }
        switch (name) {
            case "marker", "markers", "logback.marker", "log4j.marker", "tags" -> own().merge("marker", value, (a, b) -> a + "," + b);
            default -> {
                word(name, value);
                own().put(name, value);
            }
        }
    }

    private void word(String name, String value) {
        switch (name) {
            case "exception.type", "error.type", "exception.class", "exception_class", "err.type" -> exceptionType = value;
            case "exception.message", "error.message", "err.message" -> exceptionMessage = value;
            case "exception.stacktrace", "error.stack_trace", "error.stack", "err.stack", "stack_trace", "stacktrace", "stack",
                    "exc_info", "exception", "@x" -> stack = value;
            case "log.body.template", "message_template", "message_template.text", "messageTemplate", "{OriginalFormat}", "@mt",
                    "event.name" -> template = value;
            case "incident.key", "dedup_key" -> key = value;
            case "host.name", "host", "hostname" -> host = value;
            case "service.instance.id", "k8s.pod.name" -> host = host.isEmpty() ? value : host;
            case "user.id", "enduser.id", "user", "user_id", "userId" -> user = value;
            case "user.name", "username" -> user = user.isEmpty() ? value : user;
            default -> {}
        }
    }

    private Map<String, String> own() {
        if (shared) {
            attributes = new HashMap<>(attributes);
            shared = false;
        }
        return attributes;
    }

    Event event(Instant received) {
        Instant when = at != null ? at : observed != null ? observed : received;
        String message = body != null ? body : exceptionMessage != null ? exceptionMessage : template != null ? template : "";
        int number = severity != Severity.NONE ? severity : Severity.number(level);
        return new Event(
                when, received, number, level.isEmpty() && number > 0 ? Severity.name(number) : level, logger, message, template,
                exceptionType, stack, key, host, user, attributes);
    }

    /** Nothing that a person could read. */
    boolean empty() {
        return body == null && exceptionMessage == null && template == null && stack == null;
    }

    /** The name of a field of a JSON line that stands for more than itself, in lower case. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
