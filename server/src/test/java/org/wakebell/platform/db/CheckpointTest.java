package org.wakebell.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class CheckpointTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void the_log_is_copied_beside_an_open_write_and_stays_short() throws Exception {
        try (Db db = Db.sqlite(folder.resolve("some.db"))) {
            Tx tx = db.tx();
            tx.write(() -> tx.sql("CREATE TABLE noted (text text)").update());
            long before = 0;
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 50; i++) {
                    tx.write(() -> tx.sql("INSERT INTO noted VALUES ('" + "x".repeat(4_000) + "')").update());
                }
                db.checkpoint();
                before = round == 0 ? log() : before;
            }
            assertThat(log()).as("bytes of the log after 20 rounds; it begins anew after each").isLessThan(3 * before);
            tx.write(() -> {
                tx.sql("INSERT INTO noted VALUES ('not yet committed')").update();
                db.checkpoint();
            });
            assertThat(tx.read(() -> tx.sql("SELECT count(*) FROM noted").query(Long.class).single())).isEqualTo(1001);
        }
    }

    private long log() throws java.io.IOException {
        return Files.size(folder.resolve("some.db-wal"));
    }
}
