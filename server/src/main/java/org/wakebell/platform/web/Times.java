package org.wakebell.platform.web;

import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as one reader reads them: in their zone, in their language, relative to one instant that the whole page shares. */
public final class Times {

    private final Words words;
    private final Locale language;
    private final ZoneId zone;
    private final Instant now;

    Times(Words words, Locale language, ZoneId zone, Instant now) {
        this.words = words;
        this.language = language;
        this.zone = zone;
        this.now = now;
    }

    public Instant now() {
        return now;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The city that names a zone, as people say it: {@code Vancouver}, {@code 밴쿠버}. */
    public String place(ZoneId of) {
        String key = "zone." + of.getId();
        if (words.has(language, key)) {
            return words.say(language, key);
        }
        String id = of.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    public String place() {
        return place(zone);
    }

    /** {@code 13:12}; with the day before it if that is not today. */
    public String at(Instant instant) {
        return at(instant, zone);
    }

    public String at(Instant instant, ZoneId in) {
        String time = format("HH:mm", instant, in);
        LocalDate day = LocalDate.ofInstant(instant, in);
        return day.equals(LocalDate.ofInstant(now, in)) ? time : day(instant, in) + " " + time;
    }

    /** {@code 13:12:04}, for logs of what happened. */
    public String exact(Instant instant) {
        return format("HH:mm:ss", instant, zone);
    }

    /** {@code Tue 24 Nov}; with the year if it is not this one. */
    public String day(Instant instant) {
        return day(instant, zone);
    }

    private String day(Instant instant, ZoneId in) {
        boolean thisYear = instant.atZone(in).getYear() == now.atZone(in).getYear();
        return format(words.say(language, thisYear ? "platform.time.day" : "platform.time.day.year"), instant, in);
    }

    /** {@code Sunday 22 November, 13:12 Vancouver}. */
    public String full(Instant instant) {
        return format(words.say(language, "platform.time.full"), instant, zone) + " " + place();
    }

    /** {@code 48 min ago}, {@code in 3 h}. */
    public String ago(Instant instant) {
        Duration gone = Duration.between(instant, now);
        return gone.toMillis() <= -1000
                ? words.say(language, "platform.time.in", length(gone.negated()))
                : gone.toSeconds() < 2
                        ? words.say(language, "platform.time.now")
                        : words.say(language, "platform.time.ago", length(gone));
    }

    /** {@code 48 min}, {@code 3 h 20 min}, {@code 2 d 4 h}: two parts at most. */
    public String length(Duration duration) {
        long s = duration.toSeconds();
        if (s < 90) {
            return words.say(language, "platform.time.s", s);
        }
        long m = duration.toMinutes();
        if (m < 60) {
            return words.say(language, "platform.time.m", m);
        }
        if (m < 24 * 60) {
            return two("platform.time.h", m / 60, "platform.time.m", m % 60);
        }
        return two("platform.time.d", m / (24 * 60), "platform.time.h", m / 60 % 24);
    }

    private String two(String big, long many, String small, long rest) {
        String first = words.say(language, big, many);
        return rest == 0 ? first : first + " " + words.say(language, small, rest);
    }

    /** A {@code <time>} that reads {@code 13:12, 48 min ago}; the zone and the full date are in its title. */
    public Content when(Instant instant) {
        return tag(instant, at(instant) + ", " + ago(instant));
    }

    /** A {@code <time>} that reads {@code 48 min ago}. */
    public Content since(Instant instant) {
        return tag(instant, ago(instant));
    }

    /** A {@code <time>} that reads {@code 13:12:04}. */
    public Content stamp(Instant instant) {
        return tag(instant, exact(instant));
    }

    private Content tag(Instant instant, String text) {
        return out -> {
            out.writeContent("<time datetime=\"" + instant.truncatedTo(ChronoUnit.SECONDS) + "\" title=\"");
            out.writeContent(escaped(full(instant)));
            out.writeContent("\">");
            out.writeContent(escaped(text));
            out.writeContent("</time>");
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private String format(String pattern, Instant instant, ZoneId in) {
        return DateTimeFormatter.ofPattern(pattern, language).format(instant.atZone(in));
    }
}
