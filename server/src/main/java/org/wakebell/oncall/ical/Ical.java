package org.wakebell.oncall.ical;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Lines of RFC 5545: ended by CRLF, folded at 75 octets, never inside a character. */
final class Ical {

    private static final int LONGEST = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder lines = new StringBuilder();

    /** As it stands. */
    Ical raw(String name, String value) {
        fold(name + ":" + value);
        return this;
    }

    /** A text of people: escaped (section 3.3.11). */
    Ical text(String name, String value) {
        return raw(name, value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
                .replace("\r\n", "\\n").replace("\n", "\\n").replaceAll("\\p{Cntrl}", ""));
    }

    Ical time(String name, Instant at) {
        return raw(name, UTC.format(at));
    }

    private void fold(String line) {
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int point = line.codePointAt(i);
            String one = Character.toString(point);
            int length = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LONGEST) {
                lines.append("\r\n ");
                octets = 1;
            }
            lines.append(one);
            octets += length;
            i += Character.charCount(point);
        }
        lines.append("\r\n");
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
