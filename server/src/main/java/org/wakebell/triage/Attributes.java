package org.wakebell.triage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What stands beside a sample, as text: one {@code key=value} a line, with backslash, line end and {@code =} escaped. */
final class Attributes {

    private static final int MOST = 100;
    private static final int LONGEST = 2_000;

    static String write(Map<String, String> attributes) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(attributes).entrySet().stream().limit(MOST).forEach(e -> {
            escape(text, e.getKey());
            text.append('=');
            escape(text, e.getValue());
            text.append('\n');
        });
        return text.toString();
    }

    private static void escape(StringBuilder text, String part) {
        String cut = part.length() > LONGEST ? part.substring(0, LONGEST) + "…" : part;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '=' -> text.append("\\e");
                case '\u0000' -> text.append('\uFFFD');
                default -> text.append(c);
            }
        }
    }

    static Map<String, String> read(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int at = line.indexOf('=');
            if (at >= 0) {
                attributes.put(plain(line.substring(0, at)), plain(line.substring(at + 1)));
            }
        }
        return attributes;
    }

    private static String plain(String part) {
        StringBuilder text = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '\\' || i + 1 == part.length()) {
                text.append(c);
                continue;
            }
            i++;
            char escaped = part.charAt(i);
            text.append(switch (escaped) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 'e' -> '=';
                default -> escaped;
            });
        }
        return text.toString();
    }

    private Attributes() {}
}
