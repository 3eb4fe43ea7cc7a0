package org.wakebell.people.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wakebell.people.Absence;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;

/** When somebody is off, as people say it: whole days as days, holidays by the name they have in the reader's language. */
public final class AwayWords {

    private static final String INSTEAD = "Alternative holiday for ";

    private final Page page;
    private final Person person;

    AwayWords(Page page, Person person) {
        this.page = page;
        this.person = person;
    }

    /** {@code Mon 7 Dec – Fri 11 Dec} if it was said in days, else with times; by the clock of where they are then. */
    public String span(Absence one) {
        ZoneId zone = one.zone() == null ? person.zone() : one.zone();
        if (day(one.from()) && day(one.until())) {
            LocalDate first = LocalDate.parse(one.from());
            LocalDate last = LocalDate.parse(one.until());
            return first.equals(last) ? said(first) : said(first) + " – " + said(last);
        }
        return page.times().at(one.begins(), zone) + " – " + page.times().at(one.ends(), zone);
    }

    public String day(People.Off off) {
        return said(LocalDate.ofInstant(off.from(), person.zone()));
    }

    /** Two on one day are joined with a semicolon. */
    public String holiday(People.Off off) {
        return Arrays.stream(off.name().split("; ")).map(this::name).collect(Collectors.joining(", "));
    }

    private String name(String name) {
        if (name.startsWith(INSTEAD)) {
            return page.t("people.holiday.instead", name(name.substring(INSTEAD.length())));
        }
        String key = "people.holiday." + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return page.knows(key) ? page.t(key) : name;
    }

    private static boolean day(String said) {
        return said.length() == 10;
    }

    private String said(LocalDate day) {
        Instant now = page.now();
        boolean thisYear = day.getYear() == LocalDate.ofInstant(now, person.zone()).getYear();
        String pattern = page.t(thisYear ? "platform.time.day" : "platform.time.day.year");
        return DateTimeFormatter.ofPattern(pattern, Locale.of(page.language())).format(day);
    }
}
