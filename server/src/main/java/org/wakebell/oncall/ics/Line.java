package org.wakebell.oncall.ics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One content line (section 3.1): {@code NAME;PARAM=value:value}.
 *
 * @param name and the names of parameters: in capitals
 */
record Line(String name, Map<String, String> parameters, String value) {

    private static final int LONGEST = 64 * 1024;

    /**
     * Unfolded; CRLF or LF, a byte-order mark is taken, empty lines and lines without a colon are passed over. Lines
     * are folded between octets, also inside a character: they are characters only when they are whole again.
     */
    static List<Line> all(byte[] bytes, int most) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String clean = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
        List<Line> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String raw : clean.split("\r\n|\n|\r", -1)) {
            if (!raw.isEmpty() && (raw.charAt(0) == ' ' || raw.charAt(0) == '\t')) {
                open.append(raw, 1, raw.length());
                if (open.length() > LONGEST) {
                    throw new IcsRefused("a line is longer than " + LONGEST + " characters");
                }
                continue;
            }
            add(lines, open, most);
            open.setLength(0);
            open.append(raw);
        }
        add(lines, open, most);
        return lines;
    }

    private static void add(List<Line> lines, StringBuilder octets, int most) {
        String open = new String(octets.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (lines.size() > most) {
            throw new IcsRefused("the calendar has more than " + most + " lines");
        }
        int colon = end(open, 0, ":");
        if (colon > 0) {
            lines.add(of(open.substring(0, colon), open.substring(colon + 1)));
        }
    }

    private static Line of(String head, String value) {
        int at = end(head, 0, ";");
        String name = head.substring(0, at < 0 ? head.length() : at).strip().toUpperCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        while (at >= 0) {
            int next = end(head, at + 1, ";");
            String one = head.substring(at + 1, next < 0 ? head.length() : next);
            int equals = one.indexOf('=');
            if (equals > 0) {
                parameters.put(one.substring(0, equals).strip().toUpperCase(Locale.ROOT), one.substring(equals + 1).replace("\"", "").strip());
            }
            at = next;
        }
        return new Line(name, Map.copyOf(parameters), value);
    }

    /** The first of this sign outside quotes, or -1. */
    private static int end(CharSequence text, int from, String sign) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == sign.charAt(0) && !quoted) {
                return i;
            }
        }
        return -1;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The value as people wrote it (section 3.3.11). */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                text.append(next == 'n' || next == 'N' ? '\n' : next);
            } else {
                text.append(c);
            }
        }
        return text.toString().strip();
    }
}
