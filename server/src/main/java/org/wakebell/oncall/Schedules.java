package org.wakebell.oncall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.When;
import org.wakebell.platform.db.Tx;

/**
 * Schedules from the database. A reader asks for the stamp of the row each time and parses again only if it is a new
 * one, so every node answers with what was committed last.
 */
final class Schedules {

    /** Up to so many unknown ones are read one by one. */
    private static final int FEW = 8;

    private final Tx tx;
    private final Leaves leaves;
    private final FedLayers fed;
    private final Map<String, Kept> cache = new ConcurrentHashMap<>();

    /** @param leaves what people's absences were when the rota was built; empty if it does not ask */
    private record Kept(Schedule schedule, String leaves) {}

    Schedules(Tx tx, Leaves leaves) {
        this.tx = tx;
        this.leaves = leaves;
        this.fed = new FedLayers(tx);
    }

    Optional<Schedule> find(String id) {
        return tx.read(() -> {
            String stamp = stamp(id);
            if (stamp == null) {
                cache.remove(id);
                return Optional.empty();
            }
            return Optional.of(current(id, stamp, leaves::stamp));
        });
    }

    /** All live schedules by name. */
    List<Schedule> all() {
        return tx.read(() -> {
            Map<String, String> stamps = new LinkedHashMap<>();
            tx.sql("SELECT id, stamp FROM oncall_schedule WHERE deleted_at IS NULL ORDER BY name, id")
                    .query(row -> {
                        stamps.put(row.getString("id"), row.getString("stamp"));
                    });
            String off = leaves.stamp();
            Map<String, String> unknown = new HashMap<>(stamps);
            unknown.entrySet().removeIf(one -> kept(one.getKey(), one.getValue(), () -> off) != null);
            if (unknown.size() > FEW) {
                readAll(unknown, off);
            }
            return stamps.entrySet().stream().map(one -> current(one.getKey(), one.getValue(), () -> off)).toList();
        });
    }

    private @Nullable Schedule kept(String id, String stamp, Supplier<String> off) {
        Kept cached = cache.get(id);
        return cached != null
                        && cached.schedule.stamp().equals(stamp)
                        && (cached.leaves.isEmpty() || cached.leaves.equals(off.get()))
                ? cached.schedule
                : null;
    }

    /** @param leavesNow asked only if it matters */
    private Schedule current(String id, String stamp, Supplier<String> leavesNow) {
        Schedule cached = kept(id, stamp, leavesNow);
        if (cached != null) {
            return cached;
        }
        String off = leavesNow.get();
        // On PostgreSQL an edit may be committed between the selects: what was read is whole only if the stamp is the
        // same before and after.
        String before = stamp;
        Schedule read = read(id);
        while (!read.stamp().equals(before)) {
            before = read.stamp();
            read = read(id);
        }
        keep(read, off);
        return read;
    }

    private void keep(Schedule read, String off) {
        cache.put(read.id(), new Kept(read, read.skips() ? off : ""));
    }

    /** A few selects for all of them, whatever their number; what was edited meanwhile is left to be read alone. */
    private void readAll(Map<String, String> stamps, String off) {
        Map<String, List<Layer>> layers = new HashMap<>();
        tx.sql("SELECT schedule, definition FROM oncall_layer ORDER BY schedule, place, id").query(row -> {
            String id = row.getString(1);
            if (stamps.containsKey(id)) {
                layers.computeIfAbsent(id, none -> new ArrayList<>()).add(LayerJson.parse(row.getString(2)));
            }
        });
        Map<String, List<Change>> changes = changes(null);
        Map<String, List<Layer>> foreign = fed.all();
        tx.sql("SELECT * FROM oncall_schedule WHERE deleted_at IS NULL").query(row -> {
            String id = row.getString("id");
            if (row.getString("stamp").equals(stamps.get(id))) {
                keep(
                        schedule(
                                row, layers.getOrDefault(id, List.of()), foreign.getOrDefault(id, List.of()),
                                changes.getOrDefault(id, List.of())),
                        off);
            }
        });
    }

    private @Nullable String stamp(String id) {
        return tx.sql("SELECT stamp FROM oncall_schedule WHERE id = ? AND deleted_at IS NULL")
                .params(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private Schedule read(String id) {
        List<Layer> layers = tx.sql("SELECT definition FROM oncall_layer WHERE schedule = ? ORDER BY place, id")
                .params(id)
                .query((row, n) -> LayerJson.parse(row.getString("definition")))
                .list();
        List<Change> changes = changes(id).getOrDefault(id, List.of());
        List<Layer> foreign = fed.of(id);
        return tx.sql("SELECT * FROM oncall_schedule WHERE id = ?")
                .params(id)
                .query((row, n) -> schedule(row, layers, foreign, changes))
                .single();
    }

    private Rota rota(List<Layer> layers, List<Layer> fed, List<Change> changes) {
        List<Layer> all = new ArrayList<>(layers);
        all.addAll(fed);
        return new Rota(all, changes, leaves.skipped(layers, changes));
    }

    /** Of a schedule that is not made yet. */
    Rota rota(List<Layer> layers, List<Change> changes) {
        return rota(layers, List.of(), changes);
    }

    /** A schedule as it would be. */
    Schedule would(Schedule was, List<Layer> layers, List<Change> changes) {
        return new Schedule(
                was.id(), was.version(), was.stamp(), was.name(), was.zone(), was.demands(), was.fallback(), layers,
                changes, rota(layers, tx.read(() -> fed.of(was.id())), changes));
    }

    Schedule would(Schedule was, Change more) {
        List<Change> changes = new ArrayList<>(was.overrides());
        changes.add(more);
        return would(was, was.layers(), changes);
    }

    private record Made(String schedule, long made, Change change) {}

    /** By schedule, in the order in which they were made, whichever table they are in; of one schedule or of all. */
    private Map<String, List<Change>> changes(@Nullable String schedule) {
        List<Made> all = new ArrayList<>();
        of(schedule, "oncall_override").query(row -> {
            all.add(new Made(row.getString("schedule"), row.getLong("made"), change(row)));
        });
        of(schedule, "oncall_temporary").query(row -> {
            all.add(new Made(row.getString("schedule"), row.getLong("made"), temporary(row)));
        });
        all.sort(Comparator.comparing(Made::made).thenComparing(made -> made.change().id()));
        return all.stream()
                .collect(Collectors.groupingBy(Made::schedule, Collectors.mapping(Made::change, Collectors.toList())));
    }

    private JdbcClient.StatementSpec of(@Nullable String schedule, String table) {
        return schedule == null
                ? tx.sql("SELECT * FROM " + table)
                : tx.sql("SELECT * FROM " + table + " WHERE schedule = ?").params(schedule);
    }

    private static Change temporary(ResultSet row) throws SQLException {
        return new Change.Temporary(
                row.getString("id"),
                When.parse(row.getString("starts")),
                When.parse(row.getString("ends")),
                ZoneId.of(row.getString("zone")),
                row.getString("name"),
                LayerJson.parseAll(row.getString("layers")));
    }

    private Schedule schedule(ResultSet row, List<Layer> layers, List<Layer> foreign, List<Change> changes) throws SQLException {
        return new Schedule(
                row.getString("id"),
                row.getLong("version"),
                row.getString("stamp"),
                row.getString("name"),
                ZoneId.of(row.getString("zone")),
                new TreeSet<>(words(row.getString("demands"))),
                words(row.getString("fallback")),
                layers,
                changes,
                rota(layers, foreign, changes));
    }

    private static Change change(ResultSet row) throws SQLException {
        String id = row.getString("id");
        When from = When.parse(row.getString("starts"));
        When until = When.parse(row.getString("ends"));
        ZoneId zone = ZoneId.of(row.getString("zone"));
        String person = row.getString("person");
        return switch (Asked.Kind.valueOf(row.getString("kind"))) {
            case ADD -> new Change.Add(id, from, until, zone, person);
            case REPLACE -> new Change.Replace(id, from, until, zone, person, row.getString("instead_of"));
            case REMOVE -> new Change.Remove(id, from, until, zone, person);
        };
    }

    static List<String> words(String list) {
        return list.isEmpty() ? List.of() : Arrays.asList(list.split(" "));
    }
}
