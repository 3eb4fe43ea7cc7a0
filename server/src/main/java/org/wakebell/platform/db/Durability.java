package org.wakebell.platform.db;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Promise 1 is worth what the database's own settings are worth, so they are read at start. */
final class Durability {

    static void require(DataSource postgres) {
        JdbcClient sql = JdbcClient.create(postgres);
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            String value = sql.sql("SELECT current_setting(?)").param(setting).query(String.class).single();
            if (value.equals("off")) {
                throw new IllegalStateException("PostgreSQL runs with " + setting + " = off: an acknowledged 911 could be "
                        + "lost with the power. Set " + setting + " = on in postgresql.conf and start again.");
            }
        }
    }

    private Durability() {}
}
