package org.wakebell.drivers.discovery;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * As much of multicast DNS (RFC 6762, RFC 6763, RFC 1035) as finding a service needs: one question out, PTR, SRV, TXT
 * and A records in. Anyone on the network may send anything, so reading is bounded in length, records and jumps, and
 * whatever does not parse is no packet at all.
 */
final class Dns {

    static final int PTR = 12;
    static final int TXT = 16;
    static final int SRV = 33;
    static final int A = 1;

    private static final int LONGEST = 9000;
    private static final int MOST_RECORDS = 64;
    private static final int MOST_JUMPS = 16;
    private static final int LONGEST_NAME = 255;

    /** @param data depends on the type: a {@code String} name, an {@link Srv}, a {@code Map} of texts, an address */
    record Found(String name, int type, Object data) {}

    record Srv(String target, int port) {}

    private static final class Junk extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Junk() {
            super(null, null, false, false);
        }
    }

    /** Asks for a service, and for answers sent back to the asker's own port. */
    static byte[] question(String service) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : service.split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        out.writeBytes(new byte[] {0, PTR, (byte) 0x80, 1});
        return out.toByteArray();
    }

    /** The records of a reply that mean something here; empty if it is a question or junk. */
    static List<Found> read(byte[] packet, int length) {
        try {
            return length > LONGEST || length > packet.length ? List.of() : new Dns(packet, length).records();
        } catch (Junk e) {
            return List.of();
        }
    }

    private final byte[] in;
    private final int end;
    private int at = 12;

    private Dns(byte[] in, int end) {
        this.in = in;
        this.end = end;
    }

    private List<Found> records() {
        if (end < 12 || (in[2] & 0x80) == 0) {
            throw new Junk();
        }
        int questions = two(4);
        int records = two(6) + two(8) + two(10);
        if (questions > MOST_RECORDS || records > MOST_RECORDS) {
            throw new Junk();
        }
        for (int i = 0; i < questions; i++) {
            name();
            skip(4);
        }
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            record().ifPresent(found::add);
        }
        return found;
    }

    private Optional<Found> record() {
        String name = name();
        need(10);
        int type = two(at);
        int length = two(at + 8);
        skip(10);
        need(length);
        int next = at + length;
        Optional<Object> data =
                switch (type) {
                    case PTR -> Optional.of(name());
                    case SRV -> Optional.of(srv(length));
                    case TXT -> Optional.of(texts(next));
                    case A -> length == 4 ? Optional.of(address()) : Optional.empty();
                    default -> Optional.empty();
                };
        at = next;
        return data.map(value -> new Found(name, type, value));
    }

    private Srv srv(int length) {
        if (length < 7) {
            throw new Junk();
        }
        int port = two(at + 4);
        skip(6);
        return new Srv(name(), port);
    }

    private Map<String, String> texts(int until) {
        Map<String, String> texts = new TreeMap<>();
        while (at < until) {
            int length = in[at] & 0xff;
            if (at + 1 + length > until) {
                throw new Junk();
            }
            String text = new String(in, at + 1, length, StandardCharsets.UTF_8);
            int equals = text.indexOf('=');
            if (equals > 0) {
                texts.putIfAbsent(text.substring(0, equals).toLowerCase(Locale.ROOT), text.substring(equals + 1));
            }
            at += 1 + length;
        }
        return texts;
    }

    private Inet4Address address() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {in[at], in[at + 1], in[at + 2], in[at + 3]});
        } catch (UnknownHostException e) {
            throw new Junk();
        }
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int from = at;
        int jumps = 0;
        boolean jumped = false;
        while (true) {
            if (from >= end) {
                throw new Junk();
            }
            int length = in[from] & 0xff;
            if (length == 0) {
                at = jumped ? at : from + 1;
                return name.toString().toLowerCase(Locale.ROOT);
            }
            if ((length & 0xc0) == 0xc0) {
                if (from + 1 >= end || ++jumps > MOST_JUMPS) {
                    throw new Junk();
                }
                int target = (length & 0x3f) << 8 | in[from + 1] & 0xff;
                at = jumped ? at : from + 2;
                jumped = true;
                from = target;
                continue;
            }
            if (length > 63 || from + 1 + length > end || name.length() + length + 1 > LONGEST_NAME) {
                throw new Junk();
            }
            if (!name.isEmpty()) {
                name.append('.');
            }
            name.append(new String(in, from + 1, length, StandardCharsets.UTF_8));
            from += 1 + length;
        }
    }

    private int two(int where) {
        if (where + 2 > end) {
            throw new Junk();
        }
        return (in[where] & 0xff) << 8 | in[where + 1] & 0xff;
    }

    private void skip(int bytes) {
        need(bytes);
        at += bytes;
    }

    private void need(int bytes) {
        if (at + bytes > end) {
            throw new Junk();
        }
    }
}
