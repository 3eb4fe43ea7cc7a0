package org.wakebell.drivers.dlink;

/** The six digits on the sticker: text, because a leading zero counts. Prints as dots. */
public record Pin(String reveal) {

    public Pin {
        if (!reveal.matches("[0-9]{6}")) {
            throw new IllegalArgumentException("the PIN is the six digits on the sticker");
        }
    }

    @Override
    public String toString() {
        return "••••••";
    }
}
