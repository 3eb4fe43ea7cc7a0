package org.wakebell.grading.fingerprint;

import org.jspecify.annotations.Nullable;

/**
 * Replaces what varies in a message: one pass over the first line, word by word, no regular expression, nothing
 * allocated. Words without a digit are kept, so a message keeps its shape and a person recognises it.
 */
final class Mask {

    /** Of a longer first line only this much tells. */
    static final int LONGEST = 1_000;

    /** A quote that does not close within this many characters is an apostrophe. */
    private static final int QUOTED = 256;

    private final String text;
    private final int end;
    private final Hash hash;
    private final @Nullable StringBuilder shown;

    private Mask(String text, Hash hash, @Nullable StringBuilder shown) {
        this.text = text;
        this.end = firstLine(text);
        this.hash = hash;
        this.shown = shown;
    }

    static void into(String text, Hash hash, @Nullable StringBuilder shown) {
        new Mask(text, hash, shown).run();
    }

    private void run() {
        int at = 0;
        boolean space = true;
        while (at < end) {
            char c = text.charAt(at);
            if (Words.part(c)) {
                at = word(at);
                space = false;
            } else if (c == '"' || c == '\'') {
                at = quoted(at);
                space = false;
            } else {
                // Runs of spaces and tabs are one space: columns shift with the width of their numbers.
                boolean blank = c <= ' ';
                if (!blank || !space) {
                    put(blank ? ' ' : c);
                }
                space = blank;
                at++;
            }
        }
    }

    private int quoted(int from) {
        char quote = text.charAt(from);
        boolean opens = from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1));
        int last = Math.min(end, from + QUOTED);
        for (int i = from + 1; opens && i < last; i++) {
            if (text.charAt(i) == quote && (i + 1 >= end || !Character.isLetterOrDigit(text.charAt(i + 1)))) {
                put("<str>");
                return i + 1;
            }
        }
        put(quote);
        return from + 1;
    }

    private int word(int from) {
        int to = from;
        int digits = 0;
        int slashes = 0;
        int at = -1;
        boolean url = false;
        while (to < end && (Words.part(text.charAt(to)) || (url && Words.urlPart(text.charAt(to))))) {
            char c = text.charAt(to);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '/') {
                slashes++;
                url |= to > from + 1 && text.charAt(to - 1) == '/' && text.charAt(to - 2) == ':';
            } else if (c == '@') {
                at = to;
            }
            to++;
        }
        int stop = url ? to : trim(from, to);
        if (url) {
            put("<url>");
        } else if (at > from && at < stop - 1 && text.indexOf('.', at) > at && text.indexOf('.', at) < stop) {
            put("<email>");
        } else if (digits == 0) {
            copy(from, stop);
        } else if (slashes > 0 && Words.date(text, from, stop) == 0) {
            path(from, stop);
        } else {
            plain(from, stop);
        }
        copy(stop, to);
        return to;
    }

    /** A sentence's full stop or colon is not part of its last word. */
    private int trim(int from, int to) {
        int stop = to;
        while (stop > from && ".:-+%/".indexOf(text.charAt(stop - 1)) >= 0) {
            stop--;
        }
        return stop;
    }

    private void path(int from, int to) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text.charAt(i) == '/') {
                if (Words.hasDigit(text, start, i)) {
                    plain(start, i);
                } else {
                    copy(start, i);
                }
                if (i < to) {
                    put('/');
                }
                start = i + 1;
            }
        }
    }

    private void plain(int from, int to) {
        String whole = Words.kind(text, from, to);
        if (whole != null) {
            put(whole);
            return;
        }
        boolean run = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit) {
                put(c);
            } else if (!run) {
                put('#');
            }
            run = digit;
        }
    }

    private void copy(int from, int to) {
        for (int i = from; i < to; i++) {
            put(text.charAt(i));
        }
    }

    private void put(String word) {
        for (int i = 0; i < word.length(); i++) {
            put(word.charAt(i));
        }
    }

    private void put(char c) {
        hash.put(c);
        if (shown != null) {
            shown.append(c);
        }
    }

    private static int firstLine(String text) {
        int last = Math.min(text.length(), LONGEST);
        for (int i = 0; i < last; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                return i;
            }
        }
        return last;
    }
}
