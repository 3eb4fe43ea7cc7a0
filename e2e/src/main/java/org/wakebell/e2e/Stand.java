package org.wakebell.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.wakebell.sim.postgres.Postgres;
import org.wakebell.sim.program.Node;

/** A scene and a packaged server that is not started yet, on one database of their own. */
public final class Stand implements AutoCloseable {

    private final Scene scene;
    private final Node server;
    private final Path data;
    private final Optional<Postgres> postgres;

    private Stand(Scene scene, Node server, Path data, Optional<Postgres> postgres) {
        this.scene = scene;
        this.server = server;
        this.data = data;
        this.postgres = postgres;
    }

    /**
     * @param db {@code sqlite} or {@code postgres}
     * @param patience of the scene's policy: so long a step waits for an answer
     */
    public static Stand on(String db, Path folder, Duration patience) {
        Path data = folder.resolve("data");
        return switch (db) {
            case "sqlite" -> new Stand(Scene.sqlite(data, patience), new Node(data), data, Optional.empty());
            case "postgres" -> {
                Postgres postgres = Postgres.start();
                postgres.create("wakebell", "");
                String url = postgres.url("wakebell");
                Scene scene = Scene.postgres(data, url, postgres.user(), patience);
                yield new Stand(scene, new Node(data).onPostgres(url, postgres.user()), data, Optional.of(postgres));
            }
            default -> throw new IllegalArgumentException("--db is sqlite or postgres, not " + db);
        };
    }

    public Scene scene() {
        return scene;
    }

    public Node server() {
        return server;
    }

    /** The server's data folder. */
    public Path data() {
        return data;
    }

    /** Empty on SQLite. */
    public Optional<Postgres> postgres() {
        return postgres;
    }

    @Override
    public void close() {
        server.close();
        scene.close();
        postgres.ifPresent(Postgres::close);
    }
}
