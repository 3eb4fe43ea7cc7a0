package org.wakebell.grading;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern in a rule. Either words with {@code *} for anything between them, compared without regard to case, or a
 * regular expression between slashes, run by RE2/J, which never backtracks: time grows with the length of the text
 * and nothing else, so no line can hold up the intake. Only the first 16,384 characters of a text are looked at.
 */
final class Pattern {

    private static final int LONGEST = 16_384;
    private static final int WRITTEN = 256;
    private static final int REPEATS = 1_000;

    private final String written;
    private final List<String> parts;
    private final com.google.re2j.@Nullable Pattern expression;

    private Pattern(String written, List<String> parts, com.google.re2j.@Nullable Pattern expression) {
        this.written = written;
        this.parts = parts;
        this.expression = expression;
    }

    /** @throws IllegalArgumentException with the reason */
    static Pattern of(String written) {
        if (written.isEmpty()) {
            throw new IllegalArgumentException("the pattern is empty");
        }
        if (written.length() > WRITTEN) {
            throw new IllegalArgumentException("the pattern has " + written.length() + " characters; at most " + WRITTEN
                    + " are allowed");
        }
        if (written.length() > 1 && written.startsWith("/") && written.endsWith("/")) {
            return new Pattern(written, List.of(), compile(written.substring(1, written.length() - 1)));
        }
        return new Pattern(written, List.of(written.split("\\*", -1)), null);
    }

    private static com.google.re2j.Pattern compile(String expression) {
        if (repeats(expression) > REPEATS) {
            throw new IllegalArgumentException("the counts in braces multiply to more than " + REPEATS);
        }
        try {
            return com.google.re2j.Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the expression /" + expression + "/ has " + e.getDescription()
                    + " (RE2 syntax: no look-around, no back-references)", e);
        }
    }

    /** RE2 copies what is in {n} n times; counts inside counts multiply. */
    private static long repeats(String expression) {
        long product = 1;
        for (int at = expression.indexOf('{'); at >= 0; at = expression.indexOf('{', at + 1)) {
            long count = 0;
            for (int i = at + 1; i < expression.length() && expression.charAt(i) != '}'; i++) {
                char c = expression.charAt(i);
                count = c == ',' ? 0 : Character.isDigit(c) ? Math.min(REPEATS + 1L, count * 10 + c - '0') : count;
            }
            product = Math.min(REPEATS + 1L, product * Math.max(1, count));
        }
        return product;
    }

    String written() {
        return written;
    }

    /** Anywhere in the text. */
    boolean found(String text) {
        String head = head(text);
        if (expression != null) {
            return expression.matcher(head).find();
        }
        int at = 0;
        for (String part : parts) {
            at = find(head, part, at);
            if (at < 0) {
                return false;
            }
            at += part.length();
        }
        return true;
    }

    /** The whole text. */
    boolean matches(String text) {
        String head = head(text);
        if (expression != null) {
            return expression.matcher(head).matches();
        }
        String first = parts.getFirst();
        String last = parts.getLast();
        if (parts.size() == 1) {
            return head.equalsIgnoreCase(first);
        }
        int end = head.length() - last.length();
        if (!head.regionMatches(true, 0, first, 0, first.length())
                || end < first.length()
                || !head.regionMatches(true, end, last, 0, last.length())) {
            return false;
        }
        int at = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            at = find(head, part, at);
            if (at < 0) {
                return false;
            }
            at += part.length();
        }
        return at <= end;
    }

    private static String head(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static int find(String text, String part, int from) {
        int last = text.length() - part.length();
        for (int i = from; i <= last; i++) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return i;
            }
        }
        return -1;
    }
}
