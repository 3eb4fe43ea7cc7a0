package org.wakebell.people;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Colours;

/** Who there is. Readable inside any transaction; opens its own read otherwise. {@link Register} changes it. */
public final class People {

    private static final Duration UP_AFTER_AN_ACT = Duration.ofMinutes(15);
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final Duration ACT_WRITTEN_EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Map<String, Instant> actsWritten = new ConcurrentHashMap<>();
    private volatile @Nullable Snapshot kept;

    People(Clock clock, Tx tx, Ids ids) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
    }

    /** Active or not. */
    public Optional<Person> person(String id) {
        return now(all -> Optional.ofNullable(all.person(id, clock.instant())));
    }

    /** By mail address, however it is spelt; active or not. */
    public Optional<Person> byEmail(String email) {
        String wanted = email.strip();
        return now(all -> all.persons().values().stream()
                .filter(p -> p.email().equalsIgnoreCase(wanted))
                .findFirst()
                .map(p -> all.able(p, clock.instant())));
    }

    /** Everyone active, by name. */
    public List<Person> everyone() {
        return anyone().stream().filter(Person::active).toList();
    }

    /** Everyone there ever was, by name. */
    public List<Person> anyone() {
        return now(all -> all.persons().values().stream().map(p -> all.able(p, clock.instant())).toList());
    }

    /**
     * {@code p1} to {@code p8}. Keys sort by when they were made and nobody is ever removed: a colour stays with its
     * person, and the first eight people all have their own.
     */
    public String colour(String person) {
        return now(all -> {
            long older = all.persons().keySet().stream().filter(id -> id.compareTo(person) < 0).count();
            return "p" + (older % Colours.MANY + 1);
        });
    }

    /** Active members of a team, by name. */
    public List<Person> team(String team) {
        return everyone().stream().filter(p -> p.teams().contains(team)).toList();
    }

    public List<Team> teams() {
        return now(all -> List.copyOf(all.teams().values()));
    }

    public Optional<Service> service(String id) {
        return now(all -> Optional.ofNullable(all.services().get(id)));
    }

    public List<Service> services() {
        return now(all -> List.copyOf(all.services().values()));
    }

    /** What a person was given, with its end, expired ones included. */
    public List<Grant> grants(String person) {
        return now(all -> all.grants().getOrDefault(person, List.of()));
    }

    /**
     * Where a person is at an instant: the zone of the travel or vacation that covers it, the one that began last if
     * there are several; home otherwise.
     */
    public ZoneId zoneOf(Person person, Instant at) {
        return now(all -> all.zone(person, at));
    }

    /** Where a person is in {@code [from, until)}, in order, without a gap: at least one stay. */
    public List<Stay> stays(Person person, Instant from, Instant until) {
        return now(all -> {
            TreeSet<Instant> edges = new TreeSet<>(List.of(from));
            for (Absence absence : all.of(person.id())) {
                if (absence.zone() != null && absence.overlaps(from, until)) {
                    edges.add(absence.begins());
                    edges.add(absence.ends());
                }
            }
            List<Stay> stays = new ArrayList<>();
            Instant at = from;
            for (Instant next : edges.subSet(from, false, until, false)) {
                stays.add(new Stay(all.zone(person, at), at, next));
                at = next;
            }
            stays.add(new Stay(all.zone(person, at), at, until));
            return stays;
        });
    }

    /** How far ahead holidays are worth a look. */
    public static final Duration A_YEAR = Duration.ofDays(366);

    /**
     * Public holidays of a person in {@code [from, until)}, whole days by the clock at home, in order. They count from
     * when their country became known.
     */
    public List<Off> holidays(Person person, Instant from, Instant until) {
        return now(all -> {
            List<Off> days = new ArrayList<>();
            List<Snapshot.Kept> kept = all.countries().getOrDefault(person.id(), List.of());
            for (int i = 0; i < kept.size(); i++) {
                Instant since = later(from, kept.get(i).since());
                Instant end = i + 1 < kept.size() ? sooner(until, kept.get(i + 1).since()) : until;
                if (since.isBefore(end)) {
                    holidays(kept.get(i).country(), person.zone(), since, end, days);
                }
            }
            return days;
        });
    }

    private static void holidays(String country, ZoneId zone, Instant from, Instant until, List<Off> days) {
        int last = until.atZone(zone).getYear();
        for (int year = from.atZone(zone).getYear(); year <= last; year++) {
            for (Holidays.Holiday holiday : Holidays.of(country, year)) {
                String day = holiday.day().toString();
                Off off = new Off(holiday.name(), later(from, Said.start(day, zone)), sooner(until, Said.end(day, zone)));
                if (off.from().isBefore(off.until())) {
                    days.add(off);
                }
            }
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant sooner(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** A public holiday, half-open. */
    public record Off(String name, Instant from, Instant until) {}

    /** A time in one zone, half-open. */
    public record Stay(ZoneId zone, Instant from, Instant until) {}

    /** Why a person is off at an instant, or null. One who travels, or is on leave with duty, is not off. */
    public @Nullable Absence away(String person, Instant at) {
        return now(all -> all.of(person).stream().filter(a -> a.away() && a.covers(at)).findFirst().orElse(null));
    }

    /** All of one person, in order of time. */
    public List<Absence> absences(String person) {
        return now(all -> all.of(person));
    }

    /** All of everyone, in order of time. */
    public List<Absence> absences() {
        return now(all -> all.absences().values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Absence::begins).thenComparing(Absence::id))
                .toList());
    }

    /** Differs after every change of anybody's absence, zone or rights. */
    public String stamp() {
        return tx.read(this::readStamp);
    }

    /** Those of the given people who are active, in the given order. */
    public List<Person> those(Collection<String> ids) {
        return ids.stream().map(this::person).flatMap(Optional::stream).filter(Person::active).toList();
    }

    /**
     * Awake by the hours they gave, in the zone they are in then, or because they did something in the last 15 minutes, whatever the clock says.
     */
    public boolean awake(Person person, Instant at) {
        return byHours(person, zoneOf(person, at), at) || recently(person.id(), at);
    }

    /** Awake by the hours they gave, in the zone they are in then; what they did just now does not count. */
    public boolean day(Person person, Instant at) {
        return byHours(person, zoneOf(person, at), at);
    }

    /**
     * The first instant not before {@code from} that ends so long a stretch of their waking hours; with a length of zero the
     * first at which they are awake. Hours are taken as exact to the minute. {@code from} if that never comes in two weeks.
     */
    public Instant afterAwake(Person person, Instant from, Duration length) {
        return now(all -> {
            Instant began = null;
            Instant last = from.plus(TWO_WEEKS);
            for (Instant at = from.minus(length); at.isBefore(last); at = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60)) {
                Instant end = began == null ? null : began.plus(length).isBefore(from) ? from : began.plus(length);
                if (end != null && !at.isBefore(end)) {
                    return end;
                }
                boolean up = byHours(person, all.zone(person, at), at);
                began = !up ? null : began == null ? at : began;
            }
            return from;
        });
    }

    static boolean byHours(Person person, ZoneId zone, Instant at) {
        LocalTime local = at.atZone(zone).toLocalTime();
        boolean afterWaking = !local.isBefore(person.wakes());
        boolean beforeSleep = local.isBefore(person.sleeps());
        return person.wakes().isBefore(person.sleeps()) ? afterWaking && beforeSleep : afterWaking || beforeSleep;
    }

    private boolean recently(String person, Instant at) {
        Instant act = tx.<@Nullable Instant>read(() -> tx.sql("SELECT at FROM people_act WHERE person = ?")
                .params(person)
                .query((row, n) -> Micros.instant(row, "at"))
                .optional()
                .orElse(null));
        return act != null && !act.isAfter(at) && act.plus(UP_AFTER_AN_ACT).isAfter(at);
    }

    /** Remembers that this person just did something by hand. Cheap; written at most once a minute. */
    public void acted(String person, Instant at) {
        Instant written = actsWritten.get(person);
        if (written != null && at.isBefore(written.plus(ACT_WRITTEN_EVERY)) && !at.isBefore(written)) {
            return;
        }
        tx.write(() -> {
            tx.sql("""
                    INSERT INTO people_act (person, at) VALUES (?, ?)
                    ON CONFLICT (person) DO UPDATE SET at = excluded.at WHERE people_act.at < excluded.at
                    """)
                    .params(person, Micros.of(at))
                    .update();
            tx.afterCommit(() -> actsWritten.put(person, at));
        });
    }

    /** Appends to the audit log, in the caller's transaction. {@code what} is {@code room.act}. */
    public void audit(Actor by, String what, String object, String detail) {
        tx.write(() -> {
            tx.sql("""
                    INSERT INTO people_audit (id, at, person, name, via, what, object, detail)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """)
                    .params(
                            ids.next(),
                            Micros.of(clock.instant()),
                            by.person(),
                            by.name(),
                            by.via().name(),
                            what,
                            object,
                            detail)
                    .update();
        });
    }

    private <T> T now(Function<Snapshot, T> question) {
        return tx.read(() -> {
            String stamp = readStamp();
            Snapshot all = kept;
            if (all == null || !all.stamp().equals(stamp)) {
                all = Snapshot.load(tx, stamp);
                kept = all;
            }
            return question.apply(all);
        });
    }

    private String readStamp() {
        return tx.sql("SELECT stamp FROM people_stamp WHERE one = 1").query(String.class).single();
    }
}
