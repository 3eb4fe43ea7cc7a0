package org.wakebell.incident.hook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wakebell.platform.secret.Hmac;
import org.wakebell.platform.web.Refusal;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form in which a receiver wants to hear it. */
public enum Shape {

    /** Ours, signed as <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> describes. */
    WAKEBELL {
        @Override
        Optional<ObjectNode> body(String id, Told it, String service, String base) {
            ObjectNode body = JSON.objectNode();
            body.put("type", "incident." + it.kind().name().toLowerCase(Locale.ROOT));
            body.put("id", id);
            body.put("at", it.at().toString());
            body.put("by", it.by());
            body.put("why", it.why());
            if (it.kind() == Told.Kind.RUNG) {
                body.putObject("rung").put("person", it.person()).put("name", it.by()).put("bell", it.bell());
            }
            ObjectNode incident = body.putObject("incident");
            incident.put("id", it.incident());
            incident.put("number", it.number());
            incident.put("title", it.title());
            incident.put("grade", it.grade());
            if (it.due() != null) {
                incident.put("due", it.due().toString());
            }
            incident.putObject("service").put("id", it.service()).put("name", service);
            incident.put("since", it.since().toString());
            incident.put("opened", it.opened().toString());
            incident.put("answeredBy", it.answeredName());
            incident.put("owner", it.ownerName());
            if (it.endedHow() != null) {
                incident.put("ended", it.endedHow().toLowerCase(Locale.ROOT));
            }
            incident.put("link", base + "/incidents/" + it.number());
            return Optional.of(body);
        }

        @Override
        ObjectNode ping(String id, Instant at) {
            return JSON.objectNode().put("type", "ping").put("id", id).put("at", at.toString());
        }

        @Override
        Map<String, String> headers(String id, Instant now, byte[] body, String secret) {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            byte[] said = (id + "." + now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("webhook-id", id);
            headers.put("Idempotency-Key", id);
            headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
            headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(Hmac.of(key, said, body)));
            return headers;
        }
    },

    /**
     * PagerDuty's v3 webhooks (developer.pagerduty.com, "Webhooks Overview"), for what already understands those. There
     * is no event for a ring, so none is sent.
     */
    PAGERDUTY {
        @Override
        Optional<ObjectNode> body(String id, Told it, String service, String base) {
            String type = switch (it.kind()) {
                case OPENED -> "incident.triggered";
                case ANSWERED -> "incident.acknowledged";
                case OWNED -> "incident.reassigned";
                case REOPENED -> "incident.reopened";
                case RESOLVED -> "incident.resolved";
                case RUNG -> "";
            };
            if (type.isEmpty()) {
                return Optional.empty();
            }
            ObjectNode body = JSON.objectNode();
            ObjectNode event = envelope(body, id, type, "incident", it.at());
            if (it.person().isEmpty()) {
                event.putNull("agent");
            } else {
                reference(event.putObject("agent"), "user_reference", it.person(), it.by(), base + "/people/" + it.person());
            }
            event.putNull("client");
            ObjectNode data = event.putObject("data");
            data.put("id", it.incident());
            data.put("type", "incident");
            data.put("self", base + "/api/v1/incidents/" + it.incident());
            data.put("html_url", base + "/incidents/" + it.number());
            data.put("number", it.number());
            data.put("status", switch (it.kind()) {
                case OPENED, REOPENED, RUNG -> "triggered";
                case ANSWERED, OWNED -> "acknowledged";
                case RESOLVED -> "resolved";
            });
            data.put("incident_key", it.incident());
            data.put("created_at", it.opened().toString());
            data.put("title", it.title());
            reference(data.putObject("service"), "service_reference", it.service(), service, base + "/people");
            var assignees = data.putArray("assignees");
            if (!it.owner().isEmpty()) {
                reference(assignees.addObject(), "user_reference", it.owner(), it.ownerName(), base + "/people/" + it.owner());
            }
            data.putNull("escalation_policy");
            data.putArray("teams");
            data.putNull("priority");
            data.put("urgency", it.due() == null ? "high" : "low");
            data.putNull("conference_bridge");
            data.putNull("resolve_reason");
            return Optional.of(body);
        }

        @Override
        ObjectNode ping(String id, Instant at) {
            ObjectNode body = JSON.objectNode();
            ObjectNode event = envelope(body, id, "pagey.ping", "pagey", at);
            event.putNull("agent");
            event.putNull("client");
            event.putObject("data").put("message", "Hello from Wakebell").put("type", "ping");
            return body;
        }

        @Override
        Map<String, String> headers(String id, Instant now, byte[] body, String secret) {
            byte[] key = secret.getBytes(StandardCharsets.UTF_8);
            return Map.of("X-PagerDuty-Signature", "v1=" + HexFormat.of().formatHex(Hmac.of(key, body)), "X-Webhook-Id", id);
        }
    };

    static final String PREFIX = "whsec_";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** What is sent, always the same for one call; empty if this form has no word for it. */
    abstract Optional<ObjectNode> body(String id, Told it, String service, String base);

    /** To see whether somebody listens. */
    abstract ObjectNode ping(String id, Instant at);

    /** The signature, made anew for each try. */
    abstract Map<String, String> headers(String id, Instant now, byte[] body, String secret);

    static Shape named(String word) {
        return switch (word) {
            case "", "wakebell" -> WAKEBELL;
            case "pagerduty" -> PAGERDUTY;
            default -> throw Refusal.invalid("shape", "Choose wakebell or pagerduty.");
        };
    }

    /** As it is typed and stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String text(ObjectNode body) {
        return MAPPER.writeValueAsString(body);
    }

    private static ObjectNode envelope(ObjectNode body, String id, String type, String about, Instant at) {
        ObjectNode event = body.putObject("event");
        event.put("id", id);
        event.put("event_type", type);
        event.put("resource_type", about);
        event.put("occurred_at", at.toString());
        return event;
    }

    private static void reference(ObjectNode to, String type, String id, String name, String link) {
        to.put("id", id).put("type", type).put("summary", name).put("html_url", link).putNull("self");
    }
}
