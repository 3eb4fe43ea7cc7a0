package org.wakebell.platform.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.wakebell.platform.clock.Clock;

/** One HTTP/1.1 request (RFC 9112) on one connection to one address that was chosen before. */
final class Exchange {

    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;
    }

    static final class Garbled extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_LINES = 200;

    private final Clock clock;
    private final long deadline;
    private final int most;
    private boolean sent;

    Exchange(Clock clock, long deadline, int most) {
        this.clock = clock;
        this.deadline = deadline;
        this.most = most;
    }

    boolean sent() {
        return sent;
    }

    Outbound.Answer.Got run(Outbound.Call call, InetAddress address) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, Guard.port(call.url())), left());
            Socket socket = call.url().getScheme().equalsIgnoreCase("https") ? secured(plain, call.url()) : plain;
            socket.setSoTimeout(left());
            if (call.method().isEmpty()) {
                return new Outbound.Answer.Got(0, Map.of(), new byte[0]);
            }
            sent = true;
            socket.getOutputStream().write(head(call));
            socket.getOutputStream().write(call.body());
            socket.getOutputStream().flush();
            return read(call, socket, new BufferedInputStream(socket.getInputStream()));
        }
    }

    /** The certificate must be for the name, though the connection goes to the address. */
    private SSLSocket secured(Socket plain, URI url) throws IOException {
        plain.setSoTimeout(left());
        SSLSocket tls = (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, url.getHost(), Guard.port(url), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static byte[] head(Outbound.Call call) {
        URI url = call.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder out = new StringBuilder(call.method()).append(' ').append(path);
        if (url.getRawQuery() != null) {
            out.append('?').append(url.getRawQuery());
        }
        out.append(" HTTP/1.1\r\nHost: ").append(url.getHost());
        if (url.getPort() >= 0) {
            out.append(':').append(url.getPort());
        }
        out.append("\r\nConnection: close\r\nUser-Agent: Wakebell\r\nContent-Length: ").append(call.body().length).append("\r\n");
        call.headers().forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IllegalArgumentException("a header has no line breaks: " + name);
            }
            out.append(name).append(": ").append(value).append("\r\n");
        });
        return out.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private Outbound.Answer.Got read(Outbound.Call call, Socket socket, InputStream in) throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = status(line(socket, in));
            headers = headers(socket, in);
        } while (status >= 100 && status < 200);
        boolean empty = call.method().equals("HEAD") || status == 204 || status == 304;
        return new Outbound.Answer.Got(status, headers, empty ? new byte[0] : body(socket, in, headers));
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12 || !line.substring(9, 12).chars().allMatch(Character::isDigit)) {
            throw new Garbled();
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> headers(Socket socket, InputStream in) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line(socket, in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new Garbled();
            }
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        throw new TooMuch();
    }

    private byte[] body(Socket socket, InputStream in, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).endsWith("chunked")) {
            for (long size = size(line(socket, in), 16); size > 0; size = size(line(socket, in), 16)) {
                copy(socket, in, out, size, true);
                line(socket, in);
            }
        } else if (headers.containsKey("content-length")) {
            copy(socket, in, out, size(headers.getOrDefault("content-length", ""), 10), true);
        } else {
            copy(socket, in, out, Long.MAX_VALUE, false);
        }
        return out.toByteArray();
    }

    private static long size(String text, int radix) throws IOException {
        try {
            long size = Long.parseLong(text.replaceAll(";.*", "").strip(), radix);
            if (size < 0) {
                throw new Garbled();
            }
            return size;
        } catch (NumberFormatException e) {
            throw new Garbled();
        }
    }

    private void copy(Socket socket, InputStream in, ByteArrayOutputStream out, long size, boolean exactly) throws IOException {
        if (exactly && out.size() + size > most) {
            throw new TooMuch();
        }
        byte[] buffer = new byte[8192];
        long remaining = size;
        while (remaining > 0) {
            socket.setSoTimeout(left());
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (n < 0) {
                if (exactly) {
                    throw new Garbled();
                }
                return;
            }
            if (out.size() + n > most) {
                throw new TooMuch();
            }
            out.write(buffer, 0, n);
            remaining -= n;
        }
    }

    private String line(Socket socket, InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            socket.setSoTimeout(left());
            int b = in.read();
            if (b < 0) {
                throw new Garbled();
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).replaceAll("\r$", "");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new TooMuch();
            }
            line.write(b);
        }
    }

    /** Milliseconds until the deadline: a peer that sends one byte a minute gains nothing. */
    private int left() throws IOException {
        long millis = (deadline - clock.nanos()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
