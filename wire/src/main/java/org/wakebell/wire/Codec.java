package org.wakebell.wire;

import java.util.List;

/**
 * Messages as JSON text: one object with {@code "v"} (the protocol of the writer, {@value #VERSION} here) and
 * {@code "type"}. Any version from 1 on is read: what a newer writer added is ignored, what it must not change is
 * pinned by the golden messages in the tests.
 */
public final class Codec {

    /** The protocol that this program writes. */
    public static final int VERSION = 1;

    /** Characters in one message. A configuration of 100 bells has about 30,000. */
    public static final int LONGEST = 262_144;

    static final int LONGEST_TEXT = 16_384;
    static final int DEEPEST = 8;
    static final int MOST = 512;

    /** @throws IllegalArgumentException if it could not be read back (too long): a mistake of the caller */
    public static String write(Message message) {
        String text = Writing.text(message);
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    message.getClass().getSimpleName() + " has more than " + LONGEST + " characters");
        }
        return text;
    }

    /** @throws Junk for anything that is not a message; no other exception, whatever the text */
    public static Message read(String text) throws Junk {
        if (text.length() > LONGEST) {
            throw new Junk("longer than " + LONGEST + " characters");
        }
        return Reading.message(Tree.parse(text));
    }

    /** All types that this program understands, as they are called on the wire. */
    public static List<String> types() {
        return Reading.TYPES;
    }

    private Codec() {}
}
