package org.wakebell.bells;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkAddress;
import org.wakebell.drivers.dlink.Mac;
import org.wakebell.drivers.dlink.Pin;
import org.wakebell.drivers.webhook.SigningKey;
import org.wakebell.drivers.webhook.WebhookBell;
import org.wakebell.platform.web.Refusal;

/** What a person typed about a bell, checked field by field. */
final class Typed {

    private static final Set<String> DLINK = Set.of("address", "mac", "sound");
    private static final Set<String> WEBHOOK = Set.of("url", "sends", "body");

    static Kind kind(String text) {
        return switch (text) {
            case "dlink" -> Kind.DLINK;
            case "bedside" -> Kind.BEDSIDE;
            case "mail" ->
                throw Refusal.invalid("kind", "Everyone with an address has a mail bell already; it needs no setting up.");
            case "webhook" -> Kind.WEBHOOK;
            default ->
                throw Refusal.invalid("kind", "A bell is a D-Link siren (dlink), a bedside page (bedside) or a webhook (webhook).");
        };
    }

    static String label(String text) {
        String label = text.strip();
        if (label.isEmpty() || label.codePointCount(0, label.length()) > 60) {
            throw Refusal.invalid("label", "Give the bell a name of 1 to 60 characters, like “siren in the bedroom”.");
        }
        if (label.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            throw Refusal.invalid("label", "The bell's name has a character in it that cannot be seen. Type it again.");
        }
        return label;
    }

    static int percent(int percent) {
        if (percent < 1 || percent > 100) {
            throw Refusal.invalid("maximum", "The loudest is 1 to 100 percent, not " + percent + ".");
        }
        return percent;
    }

    /** Normal form: no empty values, no keys that mean nothing. */
    static Map<String, String> config(Installed bell, Drivers drivers) {
        Map<String, String> config = new TreeMap<>();
        bell.config().forEach((key, value) -> {
            if (!value.isBlank()) {
                config.put(key, value.strip());
            }
        });
        return switch (kind(bell.kind())) {
            case DLINK -> dlink(config, bell);
            case WEBHOOK -> webhook(config, bell, drivers);
            case BEDSIDE, MAIL -> {
                known(config, Set.of());
                yield config;
            }
        };
    }

    private static Map<String, String> dlink(Map<String, String> config, Installed bell) {
        known(config, DLINK);
        config.put("address", said("address", () -> DlinkAddress.parse(config.getOrDefault("address", "")).toString()));
        if (config.containsKey("mac")) {
            config.put("mac", said("mac", () -> Mac.parse(config.getOrDefault("mac", "")).text()));
        }
        said("sound", () -> Dlink.Sound.named(config.getOrDefault("sound", "emergency")).name());
        said("pin", () -> new Pin(bell.secret().reveal()).toString());
        return config;
    }

    private static Map<String, String> webhook(Map<String, String> config, Installed bell, Drivers drivers) {
        known(config, WEBHOOK);
        config.put("sends", said("sends", () -> WebhookBell.sends(config)));
        if (!config.getOrDefault("sends", "").equals("template")) {
            config.remove("body");
        }
        said("body", () -> {
            WebhookBell.checkBody(config);
            return "";
        });
        config.put("url", said("url", () -> {
            String url = WebhookBell.url(config.getOrDefault("url", "")).toString();
            drivers.objection(url).ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
            return url;
        }));
        said("secret", () -> SigningKey.parse(bell.secret().reveal()).toString());
        return config;
    }

    private static void known(Map<String, String> config, Set<String> keys) {
        for (String key : config.keySet()) {
            if (!keys.contains(key)) {
                throw Refusal.invalid(key, "Such a bell has no setting named " + key + ".");
            }
        }
    }

    private interface Parsed {
        String text();
    }

    private static String said(String field, Parsed parsed) {
        try {
            return parsed.text();
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw Refusal.invalid(field, Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".");
        }
    }

    private Typed() {}
}
