package org.wakebell.intake.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wakebell.intake.Source;
import org.wakebell.intake.Sources;
import org.wakebell.people.People;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** What the Sources screens read. */
@Component
class Readings {

    private record Seen(@Nullable Instant event, @Nullable Instant refused, String why, String from) {
        static final Seen NEVER = new Seen(null, null, "", "");
    }

    private record Day(long events, long refused, long limited) {
        static final Day NOTHING = new Day(0, 0, 0);
    }

    private final Clock clock;
    private final Tx tx;
    private final Sources sources;
    private final People people;

    Readings(Clock clock, Tx tx, Sources sources, People people) {
        this.clock = clock;
        this.tx = tx;
        this.sources = sources;
        this.people = people;
    }

    List<Overview> all() {
        return tx.read(() -> {
            Map<String, Seen> seen = seen();
            Map<String, Day> day = day();
            return sources.all().stream().map(s -> overview(s, seen.getOrDefault(s.id(), Seen.NEVER), day.getOrDefault(s.id(), Day.NOTHING))).toList();
        });
    }

    Optional<Overview> one(String id) {
        return all().stream().filter(o -> o.source().id().equals(id)).findFirst();
    }

    Optional<Refusals> strangers() {
        Seen nobody = tx.read(this::seen).getOrDefault("", Seen.NEVER);
        return nobody.refused == null ? Optional.empty() : Optional.of(new Refusals(nobody.refused, nobody.why, nobody.from));
    }

    List<KeyLine> keys(String source) {
        return tx.read(() -> tx.sql("SELECT id, prefix, created_at, used_at FROM intake_key WHERE source = ? AND retired_at IS NULL ORDER BY id")
                .param(source)
                .query((row, n) -> new KeyLine(
                        row.getString(1), row.getString(2), Micros.instant(row, "created_at"), Micros.nullable(row, "used_at")))
                .list());
    }

    private Overview overview(Source source, Seen seen, Day day) {
        String service = people.service(source.service()).map(Service::name).orElse(source.service());
        return new Overview(source, service, seen.event, day.events, day.refused, day.limited, seen.refused, seen.why, seen.from);
    }

    private Map<String, Seen> seen() {
        Map<String, Seen> all = new HashMap<>();
        tx.sql("SELECT source, event_at, refused_at, refused_why, refused_from FROM intake_seen").query(row -> {
            all.put(row.getString(1), new Seen(given(row.getLong(2)), given(row.getLong(3)), row.getString(4), row.getString(5)));
        });
        return all;
    }

    private static @Nullable Instant given(long micros) {
        return micros == 0 ? null : Micros.instant(micros);
    }

    private Map<String, Day> day() {
        Map<String, Day> all = new HashMap<>();
        tx.sql("SELECT source, sum(events), sum(refused), sum(limited) FROM intake_hour WHERE hour > ? GROUP BY source ORDER BY source")
                .param(clock.instant().getEpochSecond() / 3600 - 24)
                .query(row -> {
                    all.put(row.getString(1), new Day(row.getLong(2), row.getLong(3), row.getLong(4)));
                });
        return all;
    }
}
