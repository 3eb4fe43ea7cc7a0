package org.wakebell.sim.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mail as it arrived.
 *
 * @param raw headers and body, lines ended by LF
 */
public record Mail(String from, List<String> to, Instant at, String raw) {

    private static final Pattern ENCODED = Pattern.compile("=\\?([^?]+)\\?([BbQq])\\?([^?]*)\\?=");
    private static final Pattern PLAIN =
            Pattern.compile("(?:^|\n)(?:[^\n]+\n)*Content-Type: text/plain[^\n]*\n(?:[^\n]+\n)*\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODING =
            Pattern.compile("Content-Transfer-Encoding: ([a-z0-9-]+)", Pattern.CASE_INSENSITIVE);

    public Mail {
        to = List.copyOf(to);
    }

    /** The first header of that name, unfolded; empty if there is none. */
    public String header(String name) {
        String found = null;
        for (String line : raw.split("\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (found != null && (line.startsWith(" ") || line.startsWith("\t"))) {
                found += " " + line.strip();
            } else if (found != null) {
                return found;
            } else if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                found = line.substring(name.length() + 1).strip();
            }
        }
        return found == null ? "" : found;
    }

    /** The subject as people read it. */
    public String subject() {
        Matcher words = ENCODED.matcher(header("Subject").replaceAll("\\?=\\s+=\\?", "?==?"));
        return words.replaceAll(word -> Matcher.quoteReplacement(decoded(
                word.group(1), word.group(2).equalsIgnoreCase("B") ? "base64" : "quoted-printable", word.group(3).replace('_', ' '))));
    }

    /** The first part that is plain text, as people read it. */
    public String text() {
        Matcher part = PLAIN.matcher(raw);
        if (!part.find()) {
            return raw.substring(Math.max(0, raw.indexOf("\n\n"))).strip();
        }
        int end = raw.indexOf("\n--", part.end());
        String body = raw.substring(part.end(), end < 0 ? raw.length() : end);
        Matcher encoding = ENCODING.matcher(part.group());
        return decoded("UTF-8", encoding.find() ? encoding.group(1) : "8bit", body).strip();
    }

    private static String decoded(String charset, String encoding, String text) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> new String(Base64.getMimeDecoder().decode(text), Charset.forName(charset));
            case "quoted-printable" -> new String(unquoted(text.replace("=\n", "")), Charset.forName(charset));
            default -> text;
        };
    }

    private static byte[] unquoted(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '=' && i + 2 < in.length) {
                out.write(Integer.parseInt(new String(in, i + 1, 2, StandardCharsets.US_ASCII), 16));
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toByteArray();
    }
}
