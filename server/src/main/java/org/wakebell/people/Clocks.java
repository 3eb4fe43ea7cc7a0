package org.wakebell.people;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;

/**
 * What the clocks of people's own devices say, held against the zones that people gave: someone who travels and did not
 * say so, a zone that was mistyped, or time zone data that are too old on one side. It is asked, never held against them.
 */
public final class Clocks implements Check {

    /** What a device said longer ago than this is not held against anyone: it may be in a drawer. */
    static final Duration COUNTS = Duration.ofHours(26);

    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(30);
    private static final int MOST = 18 * 3600;

    private record Told(String zone, int offsetSeconds, Instant at) {}

    private record Row(String person, String name, Told told) {}

    /**
     * A device and a zone that do not agree.
     *
     * @param question for the person, with what to do
     */
    public record Doubt(Person person, String question) {}

    private final Clock clock;
    private final Tx tx;
    private final People people;
    private final Map<String, Told> written = new ConcurrentHashMap<>();

    Clocks(Clock clock, Tx tx, People people) {
        this.clock = clock;
        this.tx = tx;
        this.people = people;
    }

    /**
     * A device says what its clock shows. Cheap to repeat: a row is written on change and every half hour. A device that is
     * set to UTC, as servers and browsers that hide are, says nothing about where it is.
     *
     * @param device {@code agent/ID}, {@code bedside/ID} or {@code browser}
     * @param name for people, as a sentence begins with it: {@code The home agent bedroom}
     * @param zone as the device calls it; anything may come
     * @param offsetSeconds east of UTC
     */
    public void said(String person, String device, String name, String zone, int offsetSeconds) {
        if (!isPlace(zone) || Math.abs(offsetSeconds) > MOST) {
            return;
        }
        Instant now = clock.instant();
        String key = person + " " + device;
        Told before = written.get(key);
        if (before != null && before.zone.equals(zone) && before.offsetSeconds == offsetSeconds && now.isBefore(before.at.plus(WRITTEN_EVERY))) {
            return;
        }
        tx.write(() -> {
            tx.sql("""
                    INSERT INTO people_clock (person, device, name, zone, offset_seconds, at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (person, device) DO UPDATE SET
                      name = excluded.name, zone = excluded.zone, offset_seconds = excluded.offset_seconds, at = excluded.at
                    """)
                    .params(person, device, name, zone, offsetSeconds, Micros.of(now))
                    .update();
            tx.afterCommit(() -> written.put(key, new Told(zone, offsetSeconds, now)));
        });
    }

    private static boolean isPlace(String zone) {
        return zone.matches("[A-Za-z]+/[A-Za-z0-9_/+-]{1,40}") && !zone.startsWith("Etc/");
    }

    /** Of one person. */
    public List<Doubt> doubts(Person person) {
        return doubts().stream().filter(doubt -> doubt.person.id().equals(person.id())).toList();
    }

    /** Of everyone active. */
    public List<Doubt> doubts() {
        return rows(clock.instant().minus(COUNTS)).stream()
                .flatMap(row -> people.person(row.person)
                        .filter(Person::active)
                        .flatMap(person -> doubt(person, row.name, row.told))
                        .stream())
                .toList();
    }

    private List<Row> rows(Instant since) {
        return tx.read(() -> tx.sql("SELECT * FROM people_clock WHERE at > ? ORDER BY person, device")
                .params(Micros.of(since))
                .query((row, i) -> new Row(
                        row.getString("person"),
                        row.getString("name"),
                        new Told(row.getString("zone"), row.getInt("offset_seconds"), Micros.instant(row, "at"))))
                .list());
    }

    /** A siren stays at home while its owner travels, a phone does not: either zone will do. */
    private Optional<Doubt> doubt(Person person, String device, Told told) {
        ZoneId here = people.zoneOf(person, told.at);
        ZoneOffset said = ZoneOffset.ofTotalSeconds(told.offsetSeconds);
        if (said.equals(here.getRules().getOffset(told.at)) || said.equals(person.zone().getRules().getOffset(told.at))) {
            return Optional.empty();
        }
        ZoneId same = told.zone.equals(person.zone().getId()) ? person.zone() : here;
        String both = device + " says " + utc(said) + " (" + told.zone + "), the zone " + same.getId() + " says " + utc(same.getRules().getOffset(told.at));
        String question = told.zone.equals(same.getId())
                ? "Whose time zone data are newer? " + both + " by release " + release() + ". docs/operating.md says how to bring newer ones."
                : "Travelling? " + both + ". Enter the travel, or correct the zone.";
        return Optional.of(new Doubt(person, question));
    }

    private static String release() {
        return ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
    }

    /** {@code UTC+9}, {@code UTC-3:30}. */
    private static String utc(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
        return "UTC" + sign + minutes / 60 + (minutes % 60 == 0 ? "" : ":" + "%02d".formatted(minutes % 60));
    }

    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public Finding look() {
        List<Doubt> doubts = doubts();
        return doubts.isEmpty()
                ? Finding.ready("No device of anybody contradicts their zone.").said("people.finding.clocks")
                : Finding.degraded(doubts.getFirst().person().name() + ": " + doubts.getFirst().question()
                        + (doubts.size() == 1 ? "" : " And " + (doubts.size() - 1) + " more."))
                        .said(doubts.size() == 1 ? "people.finding.clock" : "people.finding.clock.more",
                                doubts.getFirst().person().name(), doubts.getFirst().question(), doubts.size() - 1 + "");
    }
}
