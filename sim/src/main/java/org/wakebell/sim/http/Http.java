package org.wakebell.sim.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Serves one handler on a port of the given host, keep-alive, fixed-length bodies only. */
public final class Http implements AutoCloseable {

    @FunctionalInterface
    public interface Handler {
        Reply on(Request request) throws InterruptedException;
    }

    private static final int LONGEST_BODY = 1 << 20;

    private final ServerSocket server;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread acceptor;

    private Http(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** @param port 0 for a free one */
    public static Http start(String host, int port, Handler handler) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        // Java's usual 50 that may wait is less than a crowd that calls at once.
        server.bind(new InetSocketAddress(host, port), 1024);
        Http http = new Http(server, handler);
        http.acceptor = Thread.ofPlatform().daemon().name("twin-http-" + server.getLocalPort()).start(http::accept);
        return http;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                if (server.isClosed()) {
                    socket.close();
                    return;
                }
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    continue;
                }
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                if (!answer(out, handler.on(request))) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(OutputStream out, Reply reply) throws IOException, InterruptedException {
        return switch (reply) {
            case Reply.Page page -> {
                byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
                ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + 160);
                all.writeBytes(("HTTP/1.1 " + page.status() + " X\r\nContent-Type: " + page.type()
                                + "; charset=utf-8\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                all.writeBytes(body);
                out.write(all.toByteArray());
                out.flush();
                yield true;
            }
            case Reply.Bytes bytes -> {
                out.write(bytes.bytes());
                out.flush();
                yield false;
            }
            case Reply.Drop drop -> false;
            case Reply.Hang hang -> {
                closed.await();
                yield false;
            }
        };
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        String[] parts = first.split(" ", 3);
        if (parts.length != 3) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        int length = length(headers);
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        int question = parts[1].indexOf('?');
        String path = question < 0 ? parts[1] : parts[1].substring(0, question);
        String query = question < 0 ? "" : parts[1].substring(question + 1);
        return new Request(parts[0], path, query, Map.copyOf(headers), body);
    }

    private static int length(Map<String, String> headers) throws IOException {
        try {
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            if (length >= 0 && length <= LONGEST_BODY) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IOException("a Content-Length that makes no sense");
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != -1; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            if (line.size() > 16_384) {
                throw new IOException("a line without an end");
            }
            line.write(b);
        }
        return null;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            if (acceptor != null) {
                acceptor.join(1000);
            }
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            // Closing is best effort.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
