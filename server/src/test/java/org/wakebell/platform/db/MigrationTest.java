package org.wakebell.platform.db;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@NullMarked
@EveryDatabase
class MigrationTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @Test
    void an_older_server_starts_on_the_schema_of_a_newer_one() {
        try (Db db = database.fresh()) {
            Tx tx = db.tx();
            tx.write(() -> {
                for (String version : new String[] {"2026112200.5", "2099010101"}) {
                    tx.sql("""
                            INSERT INTO platform_migration
                              (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                            SELECT max(installed_rank) + 1, ?, 'newer', 'SQL', 'newer.sql', 7, 'newer', 1, ? FROM platform_migration
                            """)
                            .params(version, true)
                            .update();
                }
            });
            assertThatCode(db::migrate).doesNotThrowAnyException();
        }
    }
}
