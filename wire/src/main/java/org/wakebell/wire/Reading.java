package org.wakebell.wire;

import java.util.ArrayList;
import java.util.List;
import org.wakebell.wire.Message.BellConfig;
import org.wakebell.wire.Message.BellHealth;
import org.wakebell.wire.Message.Burst;
import org.wakebell.wire.Message.Choice;
import org.wakebell.wire.Message.Device;
import org.wakebell.wire.Message.Ended;
import org.wakebell.wire.Message.Refused.Reason;
import org.wakebell.wire.Message.Result.Act;
import org.wakebell.wire.Message.Sound;

/** From JSON to messages. A word that is not known takes the meaning that promises least. */
final class Reading {

    static final List<String> TYPES = List.of(
            "challenge", "hello", "welcome", "refused", "pair", "paired", "config", "order", "hush", "standing", "result",
            "report", "here", "search", "found", "ping", "pong");

    static Message message(Tree t) throws Junk {
        if (t.number("v") < 1) {
            throw new Junk("v is not a protocol version");
        }
        String type = t.text("type");
        return switch (type) {
            case "challenge" -> new Message.Challenge(t.text("nonce"), t.instant("at"));
            case "hello" -> hello(t);
            case "welcome" -> new Message.Welcome(t.text("signature"), t.instant("at"));
            case "refused" -> new Message.Refused(reason(t.text("reason", "")), t.text("why", ""));
            case "pair" ->
                new Message.Pair(t.text("code"), t.text("name", ""), t.text("publicKey"), t.text("program", ""));
            case "paired" ->
                new Message.Paired(t.text("agent"), t.text("owner", ""), t.text("serverKey"), t.instant("at"));
            case "config" -> config(t);
            case "order" -> order(t);
            case "hush" -> new Message.Hush(t.text("key"));
            case "standing" -> new Message.Standing(t.wanted("keys"));
            case "result" -> result(t);
            case "report" -> report(t);
            case "here" -> new Message.Here(t.text("zone", ""), t.number("offsetSeconds", 64_800));
            case "search" -> new Message.Search();
            case "found" -> found(t);
            case "ping" -> new Message.Ping(t.number("n"), t.instant("at"));
            case "pong" -> new Message.Pong(t.number("n"), t.instant("at"));
            default -> new Message.Unknown(type.length() > 40 ? type.substring(0, 40) : type);
        };
    }

    private static Message hello(Tree t) throws Junk {
        return new Message.Hello(
                t.text("agent"),
                t.text("nonce"),
                t.text("signature"),
                t.text("program", ""),
                t.texts("kinds"),
                t.text("zone", ""),
                t.number("offsetSeconds", 64_800),
                t.instant("at"));
    }

    private static Message config(Tree t) throws Junk {
        List<BellConfig> bells = new ArrayList<>();
        for (Tree b : t.trees("bells")) {
            bells.add(new BellConfig(
                    b.text("id"), b.text("kind"), b.text("label", ""), b.map("settings"), b.map("secrets")));
        }
        return new Message.Config(bells);
    }

    private static Message order(Tree t) throws Junk {
        List<Choice> choices = new ArrayList<>();
        for (Tree c : t.trees("choices")) {
            choices.add(new Choice(c.text("id"), c.text("label"), c.text("link", "")));
        }
        return new Message.Order(
                t.text("key"),
                t.text("bell"),
                t.text("title"),
                t.text("text", ""),
                choices,
                sound(t.tree("sound")),
                t.instant("leaseUntil"),
                t.instant("deadline"));
    }

    private static Sound sound(Tree t) throws Junk {
        List<Burst> bursts = new ArrayList<>();
        for (Tree b : t.trees("bursts")) {
            bursts.add(burst(b));
        }
        if (bursts.isEmpty()) {
            throw new Junk("bursts is missing or empty");
        }
        return new Sound(bursts, t.millis("budgetMs"), burst(t.tree("after")));
    }

    private static Burst burst(Tree t) throws Junk {
        Burst burst = new Burst(t.millis("soundMs"), t.number("percent", 100), t.millis("pauseMs"));
        if (burst.percent() < 1 || burst.sound().toMillis() < 1_000 || burst.sound().toMillis() > 60_000) {
            throw new Junk("a burst is 1 to 60 s at 1 to 100 percent");
        }
        return burst;
    }

    private static Message result(Tree t) throws Junk {
        Act act = t.text("act").equals("hush") ? Act.HUSH : Act.RING;
        return new Message.Result(t.text("key"), act, ended(t));
    }

    private static Ended ended(Tree t) throws Junk {
        return switch (t.text("ended")) {
            case "sounding" -> new Ended.Sounding(t.text("proof", "ACCEPTED"), t.instant("at"), t.text("detail", ""));
            case "taken" -> new Ended.Taken(t.text("detail", ""));
            case "retry-later" -> new Ended.RetryLater(t.millis("afterMs"), t.text("detail", ""));
            case "refused" -> new Ended.Refused(t.text("detail", ""), t.yes("credential"));
            // Also for a word from a newer agent: an outcome that nobody understands woke nobody.
            default -> new Ended.Unknown(t.text("detail", ""));
        };
    }

    private static Message report(Tree t) throws Junk {
        List<BellHealth> bells = new ArrayList<>();
        for (Tree b : t.trees("bells")) {
            bells.add(new BellHealth(
                    b.text("bell"), b.text("state", ""), b.text("why", ""), b.instant("at"), b.map("facts")));
        }
        return new Message.Report(bells);
    }

    private static Message found(Tree t) throws Junk {
        List<Device> devices = new ArrayList<>();
        for (Tree d : t.trees("devices")) {
            devices.add(new Device(
                    d.text("kind"),
                    d.text("host"),
                    d.number("port", 65_535),
                    d.text("mac", ""),
                    d.text("model", ""),
                    d.text("name", "")));
        }
        return new Message.Found(devices);
    }

    private static Reason reason(String word) {
        return switch (word) {
            case "code" -> Reason.CODE;
            case "too-many" -> Reason.TOO_MANY;
            case "revoked" -> Reason.REVOKED;
            case "signature" -> Reason.SIGNATURE;
            case "replaced" -> Reason.REPLACED;
            default -> Reason.OTHER;
        };
    }

    private Reading() {}
}
