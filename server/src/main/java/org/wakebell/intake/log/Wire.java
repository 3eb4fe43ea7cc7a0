package org.wakebell.intake.log;

import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's wire format (protobuf.dev/programming-guides/encoding) from a slice of an array. Every length is
 * checked against its slice before anything is allocated, so a lie about a length costs nothing.
 */
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    /** Not protobuf, or not this message. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String why, int at) {
            super(why + " at byte " + at, null, false, false);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    Wire(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** To read the same slice twice. */
    Wire copy() {
        return new Wire(bytes, at, end);
    }

    boolean more() {
        return at < end;
    }

    /** Field number times eight plus wire type. */
    int tag() {
        int start = at;
        long tag = varint();
        if (tag >>> 3 == 0 || tag > 0xFFFF_FFFFL) {
            throw new Malformed("an impossible field number", start);
        }
        return (int) tag;
    }

    long varint() {
        long value = 0;
        int start = at;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new Malformed("a number that does not end", start);
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new Malformed("a number of more than ten bytes", start);
    }

    long fixed64() {
        need(8);
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += 8;
        return value;
    }

    /** The length-delimited field that follows, as a slice of its own; this one goes on behind it. */
    Wire slice() {
        int length = length();
        Wire inner = new Wire(bytes, at, at + length);
        at += length;
        return inner;
    }

    String string() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] blob() {
        int length = length();
        byte[] blob = java.util.Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return blob;
    }

    void skip(int tag) {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> {
                need(8);
                at += 8;
            }
            case LENGTH -> {
                int length = length();
                at += length;
            }
            case FIXED32 -> {
                need(4);
                at += 4;
            }
            default -> throw new Malformed("wire type " + (tag & 7) + ", which is not used", at);
        }
    }

    private int length() {
        int start = at;
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new Malformed("a length beyond the end", start);
        }
        return (int) length;
    }

    private void need(int count) {
        if (end - at < count) {
            throw new Malformed("the end in the middle of a number", at);
        }
    }
}
