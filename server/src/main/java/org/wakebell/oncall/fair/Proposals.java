package org.wakebell.oncall.fair;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakebell.oncall.fair.Proposal.Kind;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Wall;
import org.wakebell.oncall.rotation.Window;

/** Rotas for these people, round the clock, each tried for a year: winter and summer time both count. */
public final class Proposals {

    static final int WEEKS = 52;
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final LocalTime EVENING = LocalTime.of(20, 0);

    private final ZoneId zone;
    private final List<Life> people;
    private final LocalDate monday;

    /**
     * @param zone the schedule's
     * @param people in the order in which they shall have their turns, at least one
     * @param from the first week is the one of this day
     */
    public Proposals(ZoneId zone, List<Life> people, LocalDate from) {
        this.zone = zone;
        this.people = List.copyOf(people);
        this.monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Best first: the highest score, then the fewest nights broken. */
    public List<Proposal> all() {
        return Stream.of(sun(), dayNight(), Optional.of(weekly()))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt((Proposal one) -> one.quality().score())
                        .reversed()
                        .thenComparingInt(Proposal::nights))
                .toList();
    }

    /** Handed over at the hour at which most of them are awake, and nearest to ten in the morning. */
    private Proposal weekly() {
        LocalTime handoff = LocalTime.MIDNIGHT.plusHours(bestHour());
        return tried(Kind.WEEKLY, List.of(new Layer("weeks", zone, new Cadence(1, Unit.WEEK, monday.atTime(handoff)), turns(people))));
    }

    private int bestHour() {
        int best = 10;
        for (int away = 0; away < 24; away++) {
            int hour = Math.floorMod(10 + (away % 2 == 0 ? away / 2 : -(away + 1) / 2), 24);
            best = awake(hour) > awake(best) ? hour : best;
        }
        return best;
    }

    private long awake(int hour) {
        Instant at = Wall.first(monday.atTime(hour, 0), zone);
        return people.stream().filter(life -> !life.asleep(at)).count();
    }

    private Optional<Proposal> dayNight() {
        if (people.size() < 2) {
            return Optional.empty();
        }
        List<List<String>> turns = turns(people);
        List<List<String>> later = new ArrayList<>(turns);
        Collections.rotate(later, people.size() / 2);
        return Optional.of(tried(Kind.DAY_NIGHT, List.of(
                new Layer("days", zone, week(MORNING), turns).restricted(Window.everyDay(MORNING, EVENING)),
                new Layer("nights", zone, week(EVENING), later).restricted(Window.everyDay(EVENING, MORNING)))));
    }

    private Optional<Proposal> sun() {
        Map<String, List<Life>> places = new TreeMap<>(people.stream()
                .collect(Collectors.groupingBy(life -> life.zone(Wall.first(monday.atStartOfDay(), zone)).getId())));
        List<List<Life>> groups = new ArrayList<>(places.values());
        if (groups.size() < 2 || groups.size() > Sun.MOST) {
            return Optional.empty();
        }
        List<Sun.Watch> watches = new Sun(groups, zone, monday).watches();
        List<Layer> layers = new ArrayList<>();
        for (Sun.Watch watch : watches) {
            List<Life> group = groups.get(watch.group());
            LocalTime from = LocalTime.of(watch.from(), 0);
            String city = group.getFirst().zone(Wall.first(monday.atTime(from), zone)).getId();
            layers.add(new Layer(city.substring(city.lastIndexOf('/') + 1).replace('_', ' '), zone, week(from), turns(group))
                    .restricted(Window.everyDay(from, LocalTime.of(watch.to(), 0))));
        }
        return Optional.of(tried(Kind.SUN, layers));
    }

    private Cadence week(LocalTime handoff) {
        LocalDateTime anchor = monday.atTime(handoff);
        return new Cadence(1, Unit.WEEK, anchor);
    }

    private static List<List<String>> turns(List<Life> people) {
        return people.stream().map(life -> List.of(life.person())).toList();
    }

    private Proposal tried(Kind kind, List<Layer> layers) {
        Rota rota = new Rota(layers, List.of());
        Instant from = Wall.first(monday.plusWeeks(1).atStartOfDay(), zone);
        Instant to = Wall.first(monday.plusWeeks(1 + WEEKS).atStartOfDay(), zone);
        Map<String, Life> lives = people.stream().collect(Collectors.toMap(Life::person, Function.identity()));
        Map<String, Load> loads = new TreeMap<>(Loads.of(List.of(rota), from, to, person -> lives.get(person)));
        people.forEach(life -> loads.putIfAbsent(life.person(), Load.NONE));
        Quality quality =
                Quality.of(Duration.between(from, to), Quality.gaps(rota, from, to), List.of(), loads);
        return new Proposal(kind, layers, loads, quality);
    }
}
