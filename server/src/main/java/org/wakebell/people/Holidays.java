package org.wakebell.people;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.platform.web.Refusal;

/**
 * Public holidays by country, {@code US}, or by region, {@code CA-BC}: ISO 3166-1 and -2. From Jollyday, except those of
 * Korea, which it does not know: ours are a table from 2026 to 2037.
 */
public final class Holidays {

    private static final String KOREA = "KR";

    private static final Map<String, List<Holiday>> KEPT = new ConcurrentHashMap<>();

    public record Holiday(LocalDate day, String name) {}

    /** Those of one year, in order; none for an empty country. */
    public static List<Holiday> of(String country, int year) {
        return country.isEmpty() ? List.of() : KEPT.computeIfAbsent(country + " " + year, key -> read(country, year));
    }

    private static List<Holiday> read(String country, int year) {
        if (country.equals(KOREA)) {
            return korea().stream().filter(h -> h.day().getYear() == year).toList();
        }
        String[] parts = country.toLowerCase(Locale.ROOT).split("-", 2);
        String[] region = parts.length == 2 ? new String[] {parts[1]} : new String[0];
        return manager(parts[0]).getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, region).stream()
                .map(h -> new Holiday(h.getDate(), h.getDescription(Locale.ENGLISH)))
                .sorted(Comparator.comparing(Holiday::day).thenComparing(Holiday::name))
                .toList();
    }

    /** As it is kept: upper case. @throws Refusal if we know no holidays of it */
    static String checked(String typed) {
        String country = typed.strip().toUpperCase(Locale.ROOT);
        String[] parts = country.toLowerCase(Locale.ROOT).split("-", 2);
        boolean known = country.isEmpty()
                || country.equals(KOREA)
                || country.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")
                        && HolidayManager.getSupportedCalendarCodes().contains(country.substring(0, 2))
                        && (parts.length == 1
                                || manager(parts[0]).getCalendarHierarchy().getChildren().containsKey(parts[1]));
        if (!known) {
            throw Refusal.invalid(
                    "country",
                    "No public holidays are known of \"" + typed.strip()
                            + "\". Write a country as KR, with its region as CA-BC, or leave it empty.");
        }
        return country;
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }

    private static List<Holiday> korea() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Holidays.class.getResourceAsStream("/people/holidays-kr.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new Holiday(LocalDate.parse(line.substring(0, 10)), line.substring(11)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Holidays() {}
}
