package org.wakebell.drivers.dlink;

import java.util.Locale;

/** The hardware address on the sticker: six bytes, compared without regard to case and separators. */
public record Mac(String text) {

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    public static Mac parse(String text) {
        String hex = text.replaceAll("[\\s:.-]", "").toUpperCase(Locale.ROOT);
        if (!hex.matches("[0-9A-F]{12}")) {
            throw new IllegalArgumentException("the MAC is on the sticker, like 6C:72:20:12:34:56");
        }
        return new Mac(String.join(":", hex.split("(?<=\\G..)")));
    }

    @Override
    public String toString() {
        return text;
    }
}
