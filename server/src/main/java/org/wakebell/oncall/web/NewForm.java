package org.wakebell.oncall.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Template;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Wall;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;

/**
 * A schedule from a template, as the form shows and sends it: all text.
 *
 * @param template {@code weekly}, {@code daily}, {@code nights}, {@code weekdays} or {@code sun}
 * @param turns ids in turn
 * @param sites only to follow the sun
 * @param days ids from Monday to Sunday
 * @param start the first day, or empty for now
 */
public record NewForm(
        String template,
        String name,
        String zone,
        List<String> turns,
        List<String> days,
        String handoff,
        String evening,
        String morning,
        String every,
        String weekday,
        String start,
        List<String> fallback,
        String demands,
        List<Place> sites) {

    public static final List<String> TEMPLATES = List.of("weekly", "daily", "nights", "weekdays", "sun");
    private static final List<Place> PLACES = List.of(
            new Place("Asia/Seoul", "09:00", "17:00", blanks(2)),
            new Place("Europe/Berlin", "09:00", "17:00", blanks(2)),
            new Place("America/Vancouver", "09:00", "17:00", blanks(2)));
    private static final int TURNS = 8;
    private static final int FALLBACKS = 3;

    static NewForm empty(String template, ZoneId zone) {
        return new NewForm(
                TEMPLATES.contains(template) ? template : "weekly", "", zone.getId(), blanks(TURNS), blanks(7), "09:00", "20:00",
                "08:00", "1", "MONDAY", "", blanks(FALLBACKS), "", PLACES);
    }

    static NewForm of(MultiValueMap<String, String> sent) {
        Sent typed = new Sent(sent);
        NewForm empty = empty(typed.text("template"), ZoneId.of("UTC"));
        return new NewForm(
                empty.template,
                typed.text("name"),
                typed.text("zone"),
                filled(typed.all("people"), TURNS),
                filled(typed.all("day"), 7),
                or(typed.text("handoff"), empty.handoff),
                or(typed.text("evening"), empty.evening),
                or(typed.text("morning"), empty.morning),
                or(typed.text("every"), empty.every),
                or(typed.text("weekday"), empty.weekday),
                typed.text("start"),
                filled(typed.all("fallback"), FALLBACKS),
                typed.text("demands"),
                places(typed));
    }

    /** @param people two, in turn by weeks */
    public record Place(String zone, String from, String until, List<String> people) {}

    private static List<Place> places(Sent typed) {
        List<Place> places = new ArrayList<>();
        List<String> people = typed.all("site-person");
        for (int i = 0; i < PLACES.size(); i++) {
            places.add(new Place(
                    at(typed.all("site-zone"), i), at(typed.all("site-from"), i), at(typed.all("site-until"), i),
                    List.of(at(people, 2 * i), at(people, 2 * i + 1))));
        }
        return places;
    }

    private static String at(List<String> values, int place) {
        return place < values.size() ? values.get(place).strip() : "";
    }

    /** A place without people is not meant. */
    private List<Template.Site> sunnySites() {
        List<Template.Site> sunny = sites.stream()
                .filter(site -> site.people().stream().anyMatch(person -> !person.isBlank()))
                .map(site -> new Template.Site(
                        Zones.of("site", site.zone()), Typed.clock("site", site.from()), Typed.clock("site", site.until()),
                        Typed.turns(site.people())))
                .toList();
        if (sunny.size() < 2) {
            throw Refusal.invalid("site", "name people in at least two places");
        }
        return sunny;
    }

    /** @throws Refusal naming the field that cannot be read */
    Draft draft(Instant now) {
        ZoneId place = Zones.of("zone", zone);
        Template wanted = chosen();
        LocalDateTime first = start.isEmpty() ? LocalDateTime.ofInstant(now, place) : begins();
        When from = start.isEmpty() ? null : new When.Exact(Wall.first(first, place));
        List<Layer> layers = wanted.layers(template.equals("nights") ? "nights" : "rota", place, first).stream()
                .map(layer -> layer.valid(from == null || !layer.zone().equals(place) ? from : new When.Local(first), null))
                .toList();
        return new Draft(name, place, Typed.words(demands), Typed.chosen(fallback), layers);
    }

    private Template chosen() {
        return switch (template) {
            case "sun" -> new Template.FollowTheSun(sunnySites());
            case "weekdays" -> new Template.FixedWeekdays(week(), Typed.clock("handoff", handoff));
            case "nights" -> new Template.Nights(
                    Typed.turns(turns), Typed.clock("evening", evening), Typed.clock("morning", morning));
            case "daily" -> new Template.Daily(Typed.turns(turns), beat(), Typed.clock("handoff", handoff));
            default -> new Template.Weekly(Typed.turns(turns), beat(), day(), Typed.clock("handoff", handoff));
        };
    }

    private Map<DayOfWeek, List<String>> week() {
        Map<DayOfWeek, List<String>> week = new EnumMap<>(DayOfWeek.class);
        for (int i = 0; i < 7; i++) {
            week.put(DayOfWeek.of(i + 1), Typed.group(days.get(i)));
        }
        Typed.turns(days);
        return week;
    }

    private LocalDateTime begins() {
        LocalTime time = Typed.clock("handoff", template.equals("nights") ? evening : handoff);
        return Typed.parsed("start", start, "2026-11-23", LocalDate::parse).atTime(time);
    }

    private DayOfWeek day() {
        try {
            return DayOfWeek.valueOf(weekday);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("weekday", "choose a day of the week");
        }
    }

    private int beat() {
        if (!every.matches("[1-9][0-9]{0,2}")) {
            throw Refusal.invalid("every", "a whole number from 1 to 999");
        }
        return Integer.parseInt(every);
    }

    private static String or(String typed, String otherwise) {
        return typed.isEmpty() ? otherwise : typed;
    }

    private static List<String> blanks(int many) {
        return Collections.nCopies(many, "");
    }

    private static List<String> filled(List<String> values, int many) {
        List<String> padded = new ArrayList<>(values.subList(0, Math.min(values.size(), 50)));
        while (padded.size() < many) {
            padded.add("");
        }
        return List.copyOf(padded);
    }
}
