package org.wakebell.home;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Message;

/** One WebSocket connection: text frames in and out, whole messages, one at a time. */
final class Talk implements AutoCloseable {

    /** What a connection may give. */
    private sealed interface Heard {
        record Said(Message message) implements Heard {}

        record Gone(String why) implements Heard {}
    }

    /** More than the server ever has to say at once; beyond it the line is given up instead of the memory. */
    private static final int MOST_WAITING = 256;

    private final WebSocket socket;
    private final BlockingQueue<Heard> heard;

    private Talk(WebSocket socket, BlockingQueue<Heard> heard) {
        this.socket = socket;
        this.heard = heard;
    }

    static Talk open(HttpClient http, URI server) throws IOException, InterruptedException {
        Security.check(server);
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .header("User-Agent", "wakebell-home/" + Main.version())
                    .buildAsync(Addresses.webSocket(server), new Listener(heard))
                    .get(20, TimeUnit.SECONDS);
            return new Talk(socket, heard);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(reason(e), e);
        }
    }

    /** Null after the time without a message. */
    @Nullable Message next(Duration time) throws IOException, InterruptedException {
        Heard next = heard.poll(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
        return switch (next) {
            case Heard.Said said -> said.message;
            case Heard.Gone gone -> throw new IOException(gone.why);
            case null -> null;
        };
    }

    synchronized void say(Message message) throws IOException, InterruptedException {
        try {
            socket.sendText(Codec.write(message), true).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            throw new IOException(reason(e), e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** One short phrase for the log, without a stack. */
    static String reason(Throwable thrown) {
        Throwable e = thrown;
        while ((e instanceof ExecutionException || e instanceof CompletionException) && e.getCause() != null) {
            e = e.getCause();
        }
        return switch (e) {
            case WebSocketHandshakeException h -> "it answered HTTP " + h.getResponse().statusCode();
            case TimeoutException _ -> "no answer in time";
            case java.net.ConnectException _ -> "nothing answers there";
            case java.nio.channels.UnresolvedAddressException _ -> "no such host";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<Heard> heard;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<Heard> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (text.length() > Codec.LONGEST || heard.size() > MOST_WAITING) {
                heard.add(new Heard.Gone("the server says too much"));
                socket.abort();
                return null;
            }
            if (last) {
                read();
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void read() {
            try {
                heard.add(new Heard.Said(Codec.read(text.toString())));
            } catch (Junk e) {
                heard.add(new Heard.Gone("the server speaks garbage: " + e.getMessage()));
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add(new Heard.Gone("the server closed the line" + (reason.isEmpty() ? "" : ": " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add(new Heard.Gone("the line broke: " + reason(error)));
        }
    }
}
