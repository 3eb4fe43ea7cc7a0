package org.wakebell.oncall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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

    private final Tx tx;
    private final Map<String, Schedule> cache = new ConcurrentHashMap<>();

    Schedules(Tx tx) {
        this.tx = tx;
    }

    Optional<Schedule> find(String id) {
        return tx.read(() -> {
            String stamp = stamp(id);
            if (stamp == null) {
                cache.remove(id);
                return Optional.empty();
            }
            return Optional.of(current(id, stamp));
        });
    }

    /** All live schedules by name. */
    List<Schedule> all() {
        return tx.read(() -> tx.sql("""
                        SELECT id, stamp FROM oncall_schedule WHERE deleted_at IS NULL ORDER BY name, id
                        """)
                .query((row, n) -> new String[] {row.getString("id"), row.getString("stamp")})
                .list()
                .stream()
                .map(row -> current(row[0], row[1]))
                .toList());
    }

    private Schedule current(String id, String stamp) {
        Schedule cached = cache.get(id);
        if (cached != null && cached.stamp().equals(stamp)) {
            return cached;
        }
        Schedule read = read(id);
        // On PostgreSQL an edit may have been committed between the three selects.
        while (!read.stamp().equals(Objects.requireNonNullElse(stamp(id), read.stamp()))) {
            read = read(id);
        }
        cache.put(id, read);
        return read;
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
        List<Change> changes = changes(id);
        return tx.sql("SELECT * FROM oncall_schedule WHERE id = ?")
                .params(id)
                .query((row, n) -> new Schedule(
                        id,
                        row.getLong("version"),
                        row.getString("stamp"),
                        row.getString("name"),
                        ZoneId.of(row.getString("zone")),
                        new TreeSet<>(words(row.getString("demands"))),
                        words(row.getString("fallback")),
                        layers,
                        changes,
                        new Rota(layers, changes)))
                .single();
    }

    private record Made(long made, Change change) {}

    /** In the order in which they were made, whichever table they are in. */
    private List<Change> changes(String id) {
        List<Made> all = new ArrayList<>(tx.sql("SELECT * FROM oncall_override WHERE schedule = ?")
                .params(id)
                .query((row, n) -> new Made(row.getLong("made"), change(row, n)))
                .list());
        all.addAll(tx.sql("SELECT * FROM oncall_temporary WHERE schedule = ?")
                .params(id)
                .query((row, n) -> new Made(row.getLong("made"), temporary(row, n)))
                .list());
        return all.stream()
                .sorted(Comparator.comparing(Made::made).thenComparing(made -> made.change().id()))
                .map(Made::change)
                .toList();
    }

    private static Change temporary(ResultSet row, int n) throws SQLException {
        return new Change.Temporary(
                row.getString("id"),
                When.parse(row.getString("starts")),
                When.parse(row.getString("ends")),
                ZoneId.of(row.getString("zone")),
                row.getString("name"),
                LayerJson.parseAll(row.getString("layers")));
    }

    private static Change change(ResultSet row, int n) throws SQLException {
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
