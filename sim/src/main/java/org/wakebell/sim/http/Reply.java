package org.wakebell.sim.http;

import java.nio.charset.StandardCharsets;

/** What goes back: a page, raw bytes that are no HTTP at all, or nothing. */
public sealed interface Reply {

    record Page(int status, String type, String body) implements Reply {}

    /** Written as they are; then the connection is closed. */
    record Bytes(byte[] bytes) implements Reply {}

    /** The connection is closed without a word. */
    record Drop() implements Reply {}

    /** Nothing comes, and the connection stays open until the server closes. */
    record Hang() implements Reply {}

    static Reply json(int status, String body) {
        return new Page(status, "application/json", body);
    }

    static Reply bytes(String text) {
        return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
