package org.wakebell.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Db;
import org.wakebell.sim.postgres.Postgres;

/**
 * The two databases that every story runs on, see {@link EveryDatabase}. Each gives a fresh, migrated database in a few
 * milliseconds.
 */
public enum Databases {
    SQLITE {
        private @Nullable Path migrated;

        @Override
        public synchronized Db fresh() {
            try {
                if (migrated == null) {
                    migrated = Files.createTempDirectory("wakebell-story-").resolve("template.db");
                    try (Db db = Db.sqlite(migrated)) {
                        db.migrate();
                    }
                }
                Path copy = Files.createTempDirectory("wakebell-story-").resolve("wakebell.db");
                Files.copy(migrated, copy, StandardCopyOption.REPLACE_EXISTING);
                copy.toFile().deleteOnExit();
                return Db.sqlite(copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRES {
        private final AtomicInteger count = new AtomicInteger();
        private @Nullable Postgres server;

        @Override
        public synchronized Db fresh() {
            if (server == null) {
                server = Postgres.start();
                server.create("template", "");
                try (Db db = open(server, "template")) {
                    db.migrate();
                }
            }
            String name = "story" + count.incrementAndGet();
            server.create(name, "template");
            return open(server, name);
        }

        private Db open(Postgres postgres, String name) {
            return Db.postgres(postgres.url(name), postgres.user(), "");
        }
    };

    /** A fresh database with today's schema; close it when done. */
    public abstract Db fresh();
}
