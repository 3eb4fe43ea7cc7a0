package org.wakebell.grading;

import org.jspecify.annotations.Nullable;

/**
 * Text from outside, made safe to store and to show: no control characters (PostgreSQL refuses NUL, a terminal obeys
 * ESC), no half surrogates, and no bidirectional overrides, which make a line read other than it is (CVE-2021-42574).
 */
public final class Clean {

    private static final int TITLE = 200;

    private Clean() {}

    /** Several lines; line ends and tabs stay. Cut at {@code most} characters, with a note that says so. */
    public static String text(String text, int most) {
        if (text.length() <= most) {
            return replaced(text, true);
        }
        String note = String.format(java.util.Locale.ROOT, "%n… cut: %,d characters arrived, the first %,d are kept", text.length(), most)
                .replace("\r", "");
        return replaced(head(text, most), true) + note;
    }

    /** One line, cut at {@code most} characters. */
    public static String line(String text, int most) {
        return text.length() <= most ? replaced(text, false) : replaced(head(text, most - 1), false) + "…";
    }

    /** The first line that says something, with the exception in front of it. */
    static String title(Event event) {
        String body = firstLine(event.body());
        String type = event.exceptionType();
        if (type == null || type.isEmpty()) {
            return line(body.isEmpty() ? "(no message)" : body, TITLE);
        }
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        return line(body.isEmpty() ? simple : body.contains(simple) ? body : simple + ": " + body, TITLE);
    }

    private static String firstLine(@Nullable String body) {
        if (body == null) {
            return "";
        }
        return body.lines().limit(20).map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    }

    private static String head(String text, int most) {
        boolean splits = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splits ? most - 1 : most);
    }

    private static String replaced(String text, boolean lines) {
        int clean = 0;
        while (clean < text.length() && good(text, clean, lines)) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (good(text, i, lines)) {
                out.append(c);
            } else if (c == '\n' || c == '\t' || c == '\r') {
                out.append(lines ? "" : " ");
            } else if (!bidi(c)) {
                out.append('\ufffd');
            }
        }
        return out.toString();
    }

    private static boolean good(String text, int i, boolean lines) {
        char c = text.charAt(i);
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        if (c < 0xa0) {
            return lines && (c == '\n' || c == '\t');
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return !bidi(c);
    }

    private static boolean bidi(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\u200e' || c == '\u200f' || c == '\u061c'
                || c == '\u2028' || c == '\u2029';
    }
}
