package org.wakebell.zones;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneOffset;

/** Reads a POSIX TZ string, character by character. */
final class FooterReader {

    private static final int MOST = 18 * 3600;

    private final String text;
    private int at;

    FooterReader(String text) {
        this.text = text;
    }

    Footer read() throws BadZoneData {
        name();
        ZoneOffset standard = offset();
        if (ended()) {
            return Footer.fixed(standard);
        }
        name();
        ZoneOffset summer = peek() == ',' ? hourLater(standard) : offset();
        take(',');
        Change start = change();
        take(',');
        Change end = change();
        if (!ended()) {
            throw wrong("goes on after its end");
        }
        if (standard.equals(summer)) {
            return Footer.fixed(standard);
        }
        return new Footer(standard, summer, start, end).withoutEndlessSummer();
    }

    private void name() throws BadZoneData {
        int from = at;
        if (peek() == '<') {
            at = text.indexOf('>', at) + 1;
            if (at == 0) {
                throw wrong("has a name without an end");
            }
            return;
        }
        while (Character.isLetter(peek())) {
            at++;
        }
        if (at - from < 3) {
            throw wrong("has no name of three letters where one belongs");
        }
    }

    /** POSIX counts west of Greenwich, java.time east of it. */
    private ZoneOffset offset() throws BadZoneData {
        int seconds = -time();
        if (Math.abs(seconds) > MOST) {
            throw wrong("has an offset of more than 18 hours");
        }
        return ZoneOffset.ofTotalSeconds(seconds);
    }

    private ZoneOffset hourLater(ZoneOffset standard) throws BadZoneData {
        if (standard.getTotalSeconds() > MOST - 3600) {
            throw wrong("has an offset of more than 18 hours");
        }
        return ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() + 3600);
    }

    private Change change() throws BadZoneData {
        Change.Day day = day();
        int seconds = 2 * 3600;
        if (peek() == '/') {
            at++;
            seconds = time();
        }
        return new Change(day, seconds);
    }

    private Change.Day day() throws BadZoneData {
        switch (peek()) {
            case 'M' -> {
                at++;
                int month = number(1, 12);
                take('.');
                int week = number(1, 5);
                take('.');
                int day = number(0, 6);
                return new Change.Day.OfWeek(Month.of(month), week, DayOfWeek.SUNDAY.plus(day));
            }
            case 'J' -> {
                at++;
                return new Change.Day.WithoutLeap(number(1, 365));
            }
            default -> {
                return new Change.Day.WithLeap(number(0, 365));
            }
        }
    }

    /** {@code [+-]hh[:mm[:ss]]} in seconds; hours to 167, as RFC 9636 allows. */
    private int time() throws BadZoneData {
        int sign = 1;
        if (peek() == '+' || peek() == '-') {
            sign = peek() == '-' ? -1 : 1;
            at++;
        }
        int seconds = 3600 * number(0, 167);
        for (int unit = 60; unit >= 1 && peek() == ':'; unit /= 60) {
            at++;
            seconds += unit * number(0, 59);
        }
        return sign * seconds;
    }

    private int number(int least, int most) throws BadZoneData {
        int from = at;
        int number = 0;
        while (peek() >= '0' && peek() <= '9' && at - from < 4) {
            number = 10 * number + (peek() - '0');
            at++;
        }
        if (at == from || number < least || number > most) {
            throw wrong("wants a number from " + least + " to " + most + " at character " + (from + 1));
        }
        return number;
    }

    private void take(char wanted) throws BadZoneData {
        if (peek() != wanted) {
            throw wrong("wants a \"" + wanted + "\" at character " + (at + 1));
        }
        at++;
    }

    private char peek() {
        return ended() ? '\0' : text.charAt(at);
    }

    private boolean ended() {
        return at >= text.length();
    }

    private BadZoneData wrong(String what) {
        return new BadZoneData("the rule \"" + text + "\" " + what);
    }
}
