package org.wakebell.bells;

import java.util.Map;
import org.wakebell.platform.secret.Secret;

/**
 * The mail server that carries mail bells.
 *
 * @param user empty if it asks for none
 * @param from the address that mail comes from, {@code wakebell@example.org} or {@code Wakebell <wakebell@…>}
 */
public record MailSettings(String host, int port, String user, Secret password, Tls tls, String from) {

    public enum Tls {
        /** Encrypted from the first byte, usually port 465. */
        IMPLICIT,
        /** Encrypted after STARTTLS, which is demanded; usually port 587. */
        STARTTLS,
        /** Not encrypted; refused unless the mail server is on this machine. */
        NONE
    }

    Map<String, String> config() {
        return Map.of(
                "host", host,
                "port", Integer.toString(port),
                "user", user,
                "tls", tls.name().toLowerCase(java.util.Locale.ROOT),
                "from", from);
    }
}
