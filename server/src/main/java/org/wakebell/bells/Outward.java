package org.wakebell.bells;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wakebell.drivers.webhook.Caller;
import org.wakebell.platform.http.Outbound;

/** Webhooks by way of the guarded client. */
public final class Outward implements Caller {

    /** A webhook's answer is its status; of what it says nothing is kept, but much of it is no reason to call it broken. */
    private static final int MOST = 1 << 20;

    private static final String ASK = ". Whoever runs this server may allow the host: outbound.allow in wakebell.yml";

    private final Outbound outbound;

    public Outward(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public Optional<String> objection(URI url) {
        return outbound.objection(url).map(why -> why + ASK);
    }

    @Override
    public Answer call(String method, URI url, Map<String, String> headers, byte[] body, Duration within) {
        Optional<String> objection = objection(url);
        if (objection.isPresent()) {
            return new Answer.Refused(objection.get());
        }
        return switch (outbound.send(new Outbound.Call(method, url, headers, body, within, MOST))) {
            case Outbound.Answer.Got got -> new Answer.Got(got.status(), got.headers());
            case Outbound.Answer.Refused no -> new Answer.Refused(no.why() + ASK);
            case Outbound.Answer.Failed no -> new Answer.Failed(no.why(), no.maybeDone());
        };
    }

    @Override
    public Optional<String> unreachable(URI url, Duration within) {
        return objection(url).or(() -> outbound.unreachable(url, within));
    }
}
