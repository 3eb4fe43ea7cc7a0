package org.wakebell.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.wakebell.grading.Grade;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Reads sources; inside a transaction of the caller's. */
final class SourceRows {

    private static final String COLUMNS =
            "SELECT id, name, service, kind, trusted, rules, rules_version, silent_grade, most, created_at FROM intake_source";

    private SourceRows() {}

    static List<Source> all(Tx tx) {
        return tx.sql(COLUMNS + " ORDER BY name, id").query((row, n) -> source(row)).list();
    }

    static Optional<Source> one(Tx tx, String id) {
        return tx.sql(COLUMNS + " WHERE id = ?").param(id).query((row, n) -> source(row)).optional();
    }

    private static Source source(ResultSet row) throws SQLException {
        SourceKind kind = SourceKind.of(row.getString("kind"));
        return new Source(
                row.getString("id"),
                row.getString("name"),
                row.getString("service"),
                kind == null ? SourceKind.JSON_LINES : kind,
                row.getBoolean("trusted"),
                RulesText.read(row.getString("rules")),
                row.getInt("rules_version"),
                Grade.valueOf(row.getString("silent_grade")),
                row.getLong("most"),
                Micros.instant(row, "created_at"));
    }
}
