package org.wakebell.oncall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.When;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** {@link Fed} shifts as layers: each is valid for its own time and has one person in turn. */
final class FedLayers {

    private static final Cadence ANY = new Cadence(1, Unit.DAY, LocalDateTime.of(2026, 1, 1, 0, 0));

    private final Tx tx;

    FedLayers(Tx tx) {
        this.tx = tx;
    }

    List<Layer> of(String schedule) {
        return tx.sql("SELECT * FROM oncall_fed WHERE schedule = ? ORDER BY starts, ends, person, subscription")
                .params(schedule)
                .query((row, n) -> layer(row))
                .list();
    }

    /** By schedule. */
    Map<String, List<Layer>> all() {
        Map<String, List<Layer>> all = new HashMap<>();
        tx.sql("SELECT * FROM oncall_fed ORDER BY schedule, starts, ends, person, subscription").query(row -> {
            all.computeIfAbsent(row.getString("schedule"), none -> new ArrayList<>()).add(layer(row));
        });
        return all;
    }

    private static Layer layer(ResultSet row) throws SQLException {
        return new Layer(row.getString("label"), ZoneOffset.UTC, ANY, List.of(List.of(row.getString("person"))))
                .at(row.getInt("priority"))
                .valid(new When.Exact(Micros.instant(row, "starts")), new When.Exact(Micros.instant(row, "ends")));
    }
}
