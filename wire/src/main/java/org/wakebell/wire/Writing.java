package org.wakebell.wire;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.wakebell.wire.Message.BellConfig;
import org.wakebell.wire.Message.Burst;
import org.wakebell.wire.Message.Ended;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** From messages to JSON. The order of fields is fixed, so that golden messages can be compared as text. */
final class Writing {

    private final JsonGenerator out;

    private Writing(JsonGenerator out) {
        this.out = out;
    }

    static String text(Message message) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = Tree.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new Writing(out).message(message);
        }
        return text.toString();
    }

    private void message(Message message) {
        out.writeStartObject();
        out.writeNumberProperty("v", Codec.VERSION);
        switch (message) {
            case Message.Challenge m -> type("challenge").put("nonce", m.nonce()).put("at", m.at());
            case Message.Hello m -> hello(m);
            case Message.Welcome m -> type("welcome").put("signature", m.signature()).put("at", m.at());
            case Message.Refused m -> type("refused").put("reason", word(m.reason())).put("why", m.why());
            case Message.Pair m ->
                type("pair").put("code", m.code()).put("name", m.name()).put("publicKey", m.publicKey())
                        .put("program", m.program());
            case Message.Paired m ->
                type("paired").put("agent", m.agent()).put("owner", m.owner()).put("serverKey", m.serverKey())
                        .put("at", m.at());
            case Message.Config m -> type("config").each("bells", m.bells(), this::bell);
            case Message.Order m -> order(m);
            case Message.Hush m -> type("hush").put("key", m.key());
            case Message.Standing m -> type("standing").texts("keys", m.keys());
            case Message.Result m -> {
                type("result").put("key", m.key()).put("act", word(m.act()));
                ended(m.ended());
            }
            case Message.Report m -> type("report").each("bells", m.bells(), b -> put("bell", b.bell())
                    .put("state", b.state()).put("why", b.why()).put("at", b.at()).map("facts", b.facts()));
            case Message.Here m -> type("here").put("zone", m.zone()).put("offsetSeconds", m.offsetSeconds());
            case Message.Search _ -> type("search");
            case Message.Found m -> type("found").each("devices", m.devices(), d -> put("kind", d.kind())
                    .put("host", d.host()).put("port", d.port()).put("mac", d.mac()).put("model", d.model())
                    .put("name", d.name()));
            case Message.Ping m -> type("ping").put("n", m.n()).put("at", m.at());
            case Message.Pong m -> type("pong").put("n", m.n()).put("at", m.at());
            case Message.Unknown m -> type(m.type());
        }
        out.writeEndObject();
    }

    private void hello(Message.Hello m) {
        type("hello").put("agent", m.agent()).put("nonce", m.nonce()).put("signature", m.signature())
                .put("program", m.program())
                .texts("kinds", m.kinds())
                .put("zone", m.zone()).put("offsetSeconds", m.offsetSeconds()).put("at", m.at());
    }

    private void bell(BellConfig b) {
        put("id", b.id()).put("kind", b.kind()).put("label", b.label()).map("settings", b.settings())
                .map("secrets", b.secrets());
    }

    private void order(Message.Order m) {
        type("order").put("key", m.key()).put("bell", m.bell()).put("title", m.title()).put("text", m.text())
                .each("choices", m.choices(), c -> put("id", c.id()).put("label", c.label()).put("link", c.link()));
        out.writeObjectPropertyStart("sound");
        each("bursts", m.sound().bursts(), this::burst).put("budgetMs", m.sound().budget());
        out.writeObjectPropertyStart("after");
        burst(m.sound().after());
        out.writeEndObject();
        out.writeEndObject();
        put("leaseUntil", m.leaseUntil()).put("deadline", m.deadline());
    }

    private void burst(Burst b) {
        put("soundMs", b.sound()).put("percent", b.percent()).put("pauseMs", b.pause());
    }

    private void ended(Ended ended) {
        switch (ended) {
            case Ended.Sounding e ->
                put("ended", "sounding").put("proof", e.proof()).put("at", e.at()).put("detail", e.detail());
            case Ended.Taken e -> put("ended", "taken").put("detail", e.receipt());
            case Ended.RetryLater e -> put("ended", "retry-later").put("afterMs", e.after()).put("detail", e.why());
            case Ended.Refused e -> {
                put("ended", "refused").put("detail", e.why());
                out.writeBooleanProperty("credential", e.credential());
            }
            case Ended.Unknown e -> put("ended", "unknown").put("detail", e.why());
        }
    }

    private Writing type(String type) {
        return put("type", type);
    }

    private Writing put(String name, String value) {
        out.writeStringProperty(name, value);
        return this;
    }

    private Writing put(String name, long value) {
        out.writeNumberProperty(name, value);
        return this;
    }

    private Writing put(String name, Instant value) {
        return put(name, value.toString());
    }

    private Writing put(String name, Duration value) {
        return put(name, value.toMillis());
    }

    private Writing map(String name, Map<String, String> map) {
        out.writeObjectPropertyStart(name);
        new TreeMap<>(map).forEach(this::put);
        out.writeEndObject();
        return this;
    }

    private Writing texts(String name, List<String> texts) {
        out.writeArrayPropertyStart(name);
        texts.forEach(out::writeString);
        out.writeEndArray();
        return this;
    }

    private <T> Writing each(String name, List<T> items, Consumer<T> write) {
        out.writeArrayPropertyStart(name);
        for (T item : items) {
            out.writeStartObject();
            write.accept(item);
            out.writeEndObject();
        }
        out.writeEndArray();
        return this;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
