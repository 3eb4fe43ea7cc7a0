package org.wakebell.bells;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.wakebell.people.Watcher;
import org.wakebell.platform.secret.Secret;

/**
 * Where the pulse goes: the address at which a dead man's switch waits for it.
 *
 * @param url a whole one; whoever knows it can keep the switch quiet, so it is never shown
 * @param every from one beat to the next
 * @param sends {@code post}, {@code get} or {@code json}, as for a webhook
 * @param signingKey {@code whsec_…}
 */
public record PulseSettings(Secret url, Duration every, String sends, Secret signingKey) {

    /** What of the address may be shown. */
    public String host() {
        return URI.create(url.reveal()).getHost();
    }

    Installed bell() {
        return new Installed(
                Watcher.ID, Watcher.ID, Kind.WEBHOOK.text(), host(), "", Map.of("url", url.reveal(), "sends", sends), signingKey, 100, true);
    }
}
