package org.wakebell.oncall.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.wakebell.oncall.rotation.Wall;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;

/** Some days from a midnight of the reader's own zone on. */
public record Week(LocalDate first, int days, ZoneId zone) {

    /** @param from a date, or empty for today */
    static Week of(Page page, String from) {
        return of(page, from, 7);
    }

    /** The month that the date is in. */
    static Week month(Page page, String from) {
        LocalDate first = of(page, from, 1).first.withDayOfMonth(1);
        return new Week(first, first.lengthOfMonth(), page.times().zone());
    }

    static Week of(Page page, String from, int days) {
        ZoneId zone = page.times().zone();
        try {
            LocalDate first = from.isBlank() ? LocalDate.ofInstant(page.now(), zone) : LocalDate.parse(from.strip());
            if (first.getYear() < 1970 || first.getYear() > 2100) {
                throw Refusal.invalid("from", "choose a day between 1970 and 2100");
            }
            return new Week(first, days, zone);
        } catch (DateTimeException e) {
            throw Refusal.invalid("from", "write the day as 2026-11-22");
        }
    }

    public Instant start() {
        return midnight(first);
    }

    public Instant end() {
        return midnight(first.plusDays(days));
    }

    Instant midnight(LocalDate day) {
        return Wall.first(day.atStartOfDay(), zone);
    }

    public LocalDate previous() {
        return isMonth() ? first.minusMonths(1) : first.minusDays(days);
    }

    public LocalDate next() {
        return first.plusDays(days);
    }

    private boolean isMonth() {
        return first.getDayOfMonth() == 1 && days == first.lengthOfMonth();
    }

    public LocalDate last() {
        return first.plusDays(days - 1L);
    }
}
