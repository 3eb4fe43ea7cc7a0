package org.wakebell.home;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;

/** Trades a one-time code for an identity: one HTTPS POST. The private key is made here and stays here. */
final class Pairing {

    private final HttpClient http;

    Pairing(HttpClient http) {
        this.http = http;
    }

    /** Tries every server in turn; the first that answers decides. */
    Identity pair(Options options, String code) throws Exit.Now, InterruptedException {
        Keys keys = Keys.fresh();
        StringBuilder reasons = new StringBuilder();
        for (URI server : options.servers()) {
            try {
                Security.check(server);
                return ask(server, options, code, keys);
            } catch (IOException e) {
                reasons.append("\n  ").append(server).append(": ").append(Talk.reason(e));
            }
        }
        throw new Exit.Now(
                Exit.UNREACHABLE,
                "Cannot reach the server:" + reasons + "\nCheck the address and this machine's network, then try again: the code was not used.");
    }

    private Identity ask(URI server, Options options, String code, Keys keys)
            throws IOException, InterruptedException, Exit.Now {
        Message.Pair pair = new Message.Pair(code, options.name(), keys.publicKey(), Main.version());
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(Addresses.pairing(server))
                        .timeout(Duration.ofSeconds(15))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Codec.write(pair)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return switch (answer(server, response)) {
            case Message.Paired p -> {
                if (!Keys.isPublicKey(p.serverKey())) {
                    throw new Exit.Now(Exit.REFUSED, server + " gave no usable key. Is it a Wakebell server?");
                }
                yield new Identity(p.agent(), options.name(), p.owner(), keys, p.serverKey(), options.servers());
            }
            case Message.Refused r -> throw new Exit.Now(r.reason() == Message.Refused.Reason.OTHER ? Exit.REFUSED : Exit.CODE, r.why());
            default -> throw new Exit.Now(Exit.REFUSED, server + " does not answer like a Wakebell server.");
        };
    }

    private static Message answer(URI server, HttpResponse<String> response) throws Exit.Now, IOException {
        if (response.statusCode() >= 500) {
            throw new IOException("it answered HTTP " + response.statusCode());
        }
        try {
            return Codec.read(response.body());
        } catch (Junk e) {
            throw new Exit.Now(
                    Exit.REFUSED,
                    server + " does not answer like a Wakebell server (HTTP " + response.statusCode()
                            + "). Use the address that the Bells screen shows beside the code.");
        }
    }
}
