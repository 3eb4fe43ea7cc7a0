package org.wakebell.oncall.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.wakebell.oncall.fair.Load;
import org.wakebell.oncall.fair.Quality;
import org.wakebell.platform.web.Page;

/**
 * Who carries how much, in words.
 *
 * @param score 0 to 100
 * @param words what the score is made of, one sentence each
 * @param total of everybody; who carries what is seen by themselves and by admins
 */
public record Shared(int score, List<String> words, List<Row> rows, Row total) {

    /** @param part of the heaviest load, in percent */
    public record Row(String name, String colour, String hours, String asleep, int nights, String weekend, String holiday, int part) {}

    /** Somebody's name and load. */
    record Carrier(String name, String colour, Load load) {}

    /** @param shown of the carriers, those whose rows this reader may see */
    static Shared of(Page page, Quality quality, Map<String, Load> loads, TreeSet<String> demands, List<Carrier> shown) {
        Duration heaviest =
                loads.values().stream().map(Load::weighted).max(Duration::compareTo).orElse(Duration.ZERO);
        return new Shared(
                quality.score(),
                words(page, quality, demands),
                shown.stream().map(one -> row(one.name, one.colour, one.load, heaviest)).toList(),
                row(page.t("oncall.fair.all"), "", sum(loads), Duration.ZERO));
    }

    private static List<String> words(Page page, Quality quality, TreeSet<String> demands) {
        List<String> words = new ArrayList<>();
        words.add(page.t("oncall.fair.covered", percent(quality.covered())));
        if (!demands.isEmpty()) {
            words.add(page.t("oncall.fair.able", percent(quality.able()), String.join(", ", demands)));
        }
        words.add(page.t("oncall.fair.even", percent(quality.even())));
        words.add(page.t("oncall.fair.awake", percent(quality.awake())));
        return words;
    }

    /** What is not whole is never shown as 100. */
    static String percent(double part) {
        double rounded = Math.round(part * 1000) / 10.0;
        double shown = part < 1 && rounded >= 100 ? 99.9 : rounded;
        return shown == Math.rint(shown)
                ? String.valueOf((int) shown)
                : String.format(Locale.ROOT, "%.1f", shown);
    }

    private static Row row(String name, String colour, Load load, Duration heaviest) {
        int part = heaviest.isZero() ? 0 : (int) (100 * load.weighted().toMinutes() / heaviest.toMinutes());
        return new Row(
                name, colour, hours(load.hours()), hours(load.asleep()), load.nights(), hours(load.weekend()),
                hours(load.holiday()), part);
    }

    private static Load sum(Map<String, Load> loads) {
        return loads.values().stream()
                .reduce(Load.NONE, (a, b) -> new Load(
                        a.hours().plus(b.hours()),
                        a.asleep().plus(b.asleep()),
                        a.weekend().plus(b.weekend()),
                        a.holiday().plus(b.holiday()),
                        a.nights() + b.nights()));
    }

    static String hours(Duration length) {
        double hours = length.toMinutes() / 60.0;
        return hours == Math.rint(hours)
                ? String.valueOf((long) hours)
                : String.format(Locale.ROOT, "%.1f", hours);
    }
}
