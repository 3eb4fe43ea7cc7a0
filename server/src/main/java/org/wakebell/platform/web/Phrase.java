package org.wakebell.platform.web;

import gg.jte.Content;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One text with holes. {@code {0}} is the first value, whole numbers grouped as the language does. {@code {0:user|users}}
 * is one of two words, the first if the value is 1. {@code {은/는}} is the Korean particle that fits the sound before it:
 * after a final consonant, after a vowel ({@code {으로/로}} knows its exception for ㄹ). Nothing else is special.
 */
final class Phrase {

    private sealed interface Piece {}

    private record Text(String text) implements Piece {}

    private record Value(int index) implements Piece {}

    private record Count(int index, String one, String many) implements Piece {}

    private record Particle(String closed, String open) implements Piece {}

    private final List<Piece> pieces;

    private Phrase(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    static Phrase of(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf('{', from);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            if (open > from) {
                pieces.add(new Text(text.substring(from, open)));
            }
            pieces.add(hole(text.substring(open + 1, close)));
            from = close + 1;
        }
        if (from < text.length()) {
            pieces.add(new Text(text.substring(from)));
        }
        return new Phrase(pieces);
    }

    private static Piece hole(String inside) {
        int slash = inside.indexOf('/');
        if (slash >= 0) {
            return new Particle(inside.substring(0, slash), inside.substring(slash + 1));
        }
        int colon = inside.indexOf(':');
        if (colon < 0) {
            return new Value(Integer.parseInt(inside));
        }
        int bar = inside.indexOf('|', colon);
        return new Count(
                Integer.parseInt(inside.substring(0, colon)), inside.substring(colon + 1, bar), inside.substring(bar + 1));
    }

    String with(Locale language, Object... values) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Text t -> out.append(t.text);
                case Value v -> out.append(shown(language, value(values, v.index)));
                case Count c -> out.append(isOne(value(values, c.index)) ? c.one : c.many);
                case Particle p -> out.append(fits(out) ? p.closed : p.open);
            }
            if (piece instanceof Particle p && endsInRieul(out, p)) {
                out.setLength(out.length() - p.closed.length());
                out.append(p.open);
            }
        }
        return out.toString();
    }

    private static Object value(Object[] values, int index) {
        Object value = index < values.length ? values[index] : "";
        assert !(value instanceof Content) : "a sentence takes words, not markup: at() and ago(), not when()";
        return value;
    }

    private static String shown(Locale language, Object value) {
        return value instanceof Integer || value instanceof Long
                ? NumberFormat.getIntegerInstance(language).format(value)
                : String.valueOf(value);
    }

    private static boolean isOne(Object value) {
        return value instanceof Number n && n.longValue() == 1;
    }

    /** Does what was said so far end in a closed syllable? Digits count as they are read: 영 일 삼 육 칠 팔 are closed. */
    private static boolean fits(CharSequence said) {
        char last = lastSound(said);
        if (last >= '가' && last <= '힣') {
            return (last - '가') % 28 != 0;
        }
        if (last >= '0' && last <= '9') {
            return "013678".indexOf(last) >= 0;
        }
        return "lmnLMN".indexOf(last) >= 0;
    }

    private static boolean endsInRieul(StringBuilder out, Particle particle) {
        if (!particle.closed.equals("으로") || !out.toString().endsWith("으로")) {
            return false;
        }
        char last = lastSound(out.subSequence(0, out.length() - 2));
        return last >= '가' && last <= '힣' ? (last - '가') % 28 == 8 : "178lL".indexOf(last) >= 0;
    }

    private static char lastSound(CharSequence said) {
        for (int i = said.length() - 1; i >= 0; i--) {
            if (Character.isLetterOrDigit(said.charAt(i))) {
                return said.charAt(i);
            }
        }
        return ' ';
    }
}
