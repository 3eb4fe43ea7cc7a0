package org.wakebell.bench.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The requests that are sent, ready as bytes. */
public final class Requests {

    private static final String[] NOUNS = {"payment", "order", "refund", "session", "cart", "invoice", "login", "export", "mail", "stock"};
    private static final String[] VERBS = {"failed", "timed out", "was refused", "is lost", "came twice"};

    private Requests() {}

    /** Single error records as JSON lines; twenty fingerprints, values that differ. */
    public static byte[][] lines(String key) {
        byte[][] all = new byte[500][];
        for (int i = 0; i < all.length; i++) {
            String body = "{\"level\":\"error\",\"logger\":\"com.shop.Pay\",\"message\":\"" + NOUNS[i % 10] + " " + (4_711 + i) + " "
                    + VERBS[i / 10 % 2] + " after " + i % 90 + " ms\",\"user\":\"user-" + i % 200 + "\",\"host\":\"web-" + i % 8 + "\"}";
            all[i] = http("/in/jsonl", key, "application/json", body.getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    /** Single alerts as Prometheus sends them. */
    static byte[][] alerts(String key) {
        byte[][] all = new byte[20][];
        for (int i = 0; i < all.length; i++) {
            String body = "[{\"labels\":{\"alertname\":\"" + NOUNS[i % 10] + "\",\"instance\":\"web-" + i / 10
                    + "\",\"severity\":\"warning\"},\"annotations\":{\"summary\":\"too many\"}}]";
            all[i] = http("/api/v2/alerts", key, "application/json", body.getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    /** OTLP batches of 1,000 error records of 50 fingerprints, about 250 bytes each, as an SDK sends them. */
    static byte[][] otlp(String key, Instant now) {
        byte[][] all = new byte[8][];
        for (int n = 0; n < all.length; n++) {
            ByteArrayOutputStream scope = new ByteArrayOutputStream();
            scope.writeBytes(field(1, text(1, "com.shop.Pay")));
            for (int i = 0; i < 1_000; i++) {
                scope.writeBytes(field(2, record(n * 1_000 + i, now)));
            }
            byte[] resource = field(1, join(attribute(1, "service.name", "checkout"), attribute(1, "host.name", "web-" + n),
                    attribute(1, "service.version", "1.4.2"), attribute(1, "telemetry.sdk.language", "java")));
            byte[] request = field(1, join(resource, field(2, scope.toByteArray())));
            all[n] = http("/v1/logs", key, "application/x-protobuf", request);
        }
        return all;
    }

    private static byte[] record(int i, Instant now) {
        long nanos = now.getEpochSecond() * 1_000_000_000L + i * 1_000L;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1 << 3 | 1);
        for (int b = 0; b < 8; b++) {
            out.write((int) (nanos >>> 8 * b));
        }
        out.write(2 << 3);
        out.write(17);
        out.writeBytes(text(3, "ERROR"));
        String body = NOUNS[i % 10] + " " + i + " " + VERBS[i / 10 % 5] + " after " + i % 90 + " ms for 10.0.0." + i % 250
                + ", order 123e4567-e89b-12d3-a456-4266141740" + (10 + i % 90);
        out.writeBytes(field(5, text(1, body)));
        out.writeBytes(attribute(6, "user.id", "user-" + i % 200));
        out.writeBytes(attribute(6, "thread.name", "http-nio-8080-exec-" + i % 40));
        return out.toByteArray();
    }

    private static byte[] attribute(int number, String key, String value) {
        return field(number, join(text(1, key), field(2, text(1, value))));
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A length-delimited protobuf field. */
    private static byte[] field(int number, byte[] inner) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(inner.length + 6);
        out.write(number << 3 | 2);
        int length = inner.length;
        while (length > 0x7F) {
            out.write(length & 0x7F | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(inner);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] http(String path, String key, String type, byte[] body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return join(head.getBytes(StandardCharsets.US_ASCII), body);
    }
}
