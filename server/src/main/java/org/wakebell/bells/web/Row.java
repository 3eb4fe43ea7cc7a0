package org.wakebell.bells.web;

import java.net.URI;
import org.wakebell.bells.BellSetup;

/**
 * One bell on the screen. Public for the template.
 *
 * @param owner their name
 * @param agent the name of the home agent it hangs on; empty if the server rings it
 */
public record Row(BellSetup.View bell, String owner, String agent) {

    private static final String KIND_ENDS = ": ";

    public String id() {
        return bell.id();
    }

    public boolean isMail() {
        return bell.kind().equals("mail");
    }

    public boolean isSiren() {
        return bell.kind().equals("dlink");
    }

    public boolean isWebhook() {
        return bell.kind().equals("webhook");
    }

    /** The host of a webhook: the rest of its address may be as good as a password. */
    public String host() {
        String host = URI.create(setting("url")).getHost();
        return host == null ? "" : host;
    }

    public boolean refused() {
        return proofKind().equals("REFUSED");
    }

    public String setting(String key) {
        return bell.config().getOrDefault(key, "");
    }

    /** What its last check said, as a sentence begins. */
    public String health() {
        return Headline.capital(bell.health());
    }

    /** {@code DEVICE_STATE}, or empty if it never proved anything. */
    public String proofKind() {
        int end = bell.proof().indexOf(KIND_ENDS);
        return end < 0 ? "" : bell.proof().substring(0, end);
    }
}
