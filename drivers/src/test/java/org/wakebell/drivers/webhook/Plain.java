package org.wakebell.drivers.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** A caller without a guard, for twins on this machine; the server's own is shown in its WebhookBellTest. */
@NullMarked
final class Plain implements Caller {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(3)).build();

    @Override
    public Optional<String> objection(URI url) {
        return Optional.empty();
    }

    @Override
    public Answer call(String method, URI url, Map<String, String> headers, byte[] body, Duration within) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(within)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<Void> response = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            Map<String, String> said = new HashMap<>();
            response.headers().map().forEach((name, values) -> said.put(name, values.getFirst()));
            return new Answer.Got(response.statusCode(), said);
        } catch (ConnectException e) {
            return new Answer.Failed("nothing listens there", false);
        } catch (IOException e) {
            return new Answer.Failed("it did not answer", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted", true);
        }
    }

    @Override
    public Optional<String> unreachable(URI url, Duration within) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), (int) within.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("nothing listens there");
        }
    }
}
