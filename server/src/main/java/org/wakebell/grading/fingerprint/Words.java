package org.wakebell.grading.fingerprint;

import org.jspecify.annotations.Nullable;

/** What kind of value a word with digits is, judged by its characters alone. */
final class Words {

    private Words() {}

    static boolean part(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ':'
                || c == '/'
                || c == '@'
                || c == '+'
                || c == '%'
                || (c >= 0x80 && Character.isLetterOrDigit(c));
    }

    static boolean urlPart(char c) {
        return c > ' ' && "\"'<>)]},;|".indexOf(c) < 0;
    }

    static boolean hasDigit(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            if (digit(s.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The name of the whole word's kind, or null if it only contains digits somewhere. */
    static @Nullable String kind(String s, int from, int to) {
        if (uuid(s, from, to)) {
            return "<uuid>";
        }
        if (ip(s, from, to)) {
            return "<ip>";
        }
        int date = date(s, from, to);
        if (date > 0) {
            return "<time>";
        }
        if (hex(s, from, to)) {
            return "<hex>";
        }
        if (number(s, from, to)) {
            return "<num>";
        }
        return token(s, from, to) ? "<id>" : null;
    }

    private static boolean uuid(String s, int from, int to) {
        if (to - from != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = s.charAt(from + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !hexDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** Four numbers with dots, a port after them or not; or hexadecimal groups with at least two colons and a letter or a double colon. */
    private static boolean ip(String s, int from, int to) {
        int dots = 0;
        int colons = 0;
        boolean letters = false;
        boolean twice = false;
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c == ':') {
                twice |= i > from && s.charAt(i - 1) == ':';
                colons++;
            } else if (!digit(c)) {
                if (!hexDigit(c)) {
                    return false;
                }
                letters = true;
            }
        }
        boolean four = dots == 3 && colons <= 1 && !letters;
        boolean six = colons >= 2 && dots == 0 && (twice || colons == 7 || (letters && colons > 2));
        return four || six;
    }

    /** Dates and times of day: digits with at least two of the same separator, and only what timestamps are made of. Returns its separators. */
    static int date(String s, int from, int to) {
        if (from >= to || !digit(s.charAt(from))) {
            return 0;
        }
        int dashes = 0;
        int colons = 0;
        int slashes = 0;
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            switch (c) {
                case '-' -> dashes++;
                case ':' -> colons++;
                case '/' -> slashes++;
                case '.', '+', 'T', 'Z' -> {}
                default -> {
                    if (!digit(c)) {
                        return 0;
                    }
                }
            }
        }
        return colons >= 2 || dashes >= 2 || slashes == 2 ? dashes + colons + slashes : 0;
    }

    private static boolean hex(String s, int from, int to) {
        int start = from;
        boolean prefixed = to - from > 2 && s.charAt(from) == '0' && (s.charAt(from + 1) == 'x' || s.charAt(from + 1) == 'X');
        if (prefixed) {
            start += 2;
        }
        boolean letters = false;
        for (int i = start; i < to; i++) {
            char c = s.charAt(i);
            if (!hexDigit(c)) {
                return false;
            }
            letters |= !digit(c);
        }
        return prefixed || (letters && to - start >= 7);
    }

    /** 12, -3.5, 1,024.00, 87%, 12ms, 3.4GiB, 1e-9. */
    private static boolean number(String s, int from, int to) {
        int i = from;
        if (s.charAt(i) == '-' || s.charAt(i) == '+') {
            i++;
        }
        if (i >= to || !digit(s.charAt(i))) {
            return false;
        }
        while (i < to && (digit(s.charAt(i)) || s.charAt(i) == '.' || s.charAt(i) == ':')) {
            i++;
        }
        int unit = to - i;
        for (int k = i; k < to; k++) {
            char c = s.charAt(k);
            if (!(c == '%' || (c < 0x80 && Character.isLetter(c)) || (unit <= 5 && (c == '-' || c == '+' || digit(c)) && s.charAt(i) == 'e'))) {
                return false;
            }
        }
        return unit <= 5;
    }

    /** A random token: long, and going back and forth between letters and digits. */
    private static boolean token(String s, int from, int to) {
        if (to - from < 12) {
            return false;
        }
        int turns = 0;
        for (int i = from + 1; i < to; i++) {
            char before = s.charAt(i - 1);
            char c = s.charAt(i);
            if (c == '.' || c == '/' || c == ':') {
                return false;
            }
            if (digit(before) != digit(c) && Character.isLetterOrDigit(before) && Character.isLetterOrDigit(c)) {
                turns++;
            }
        }
        return turns >= 4;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean hexDigit(char c) {
        return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
