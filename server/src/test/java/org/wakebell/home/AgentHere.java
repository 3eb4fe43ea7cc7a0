package org.wakebell.home;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.wakebell.drivers.Drivers;
import org.wakebell.story.PassingTime;

/** One life of the home agent inside this process, in a story's time: all its own classes, put together as its main does. */
@NullMarked
public final class AgentHere implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Folder folder;
    private final Drivers drivers;
    private final Agent agent;
    private final Thread life;
    private volatile boolean dead;

    private AgentHere(Folder folder, Identity me, PassingTime time) throws Exit.Now {
        this.folder = folder;
        Drivers[] made = new Drivers[1];
        Agent.Ground ground = new Agent.Ground(
                http,
                time,
                time::nanos,
                new Random(1),
                rest -> {
                    time.sleep(rest);
                    if (dead) {
                        throw new InterruptedException("this life is over");
                    }
                },
                server -> {
                    Drivers drivers = Drivers.cranked(server, time::pass);
                    made[0] = drivers;
                    return config -> drivers.open(config.kind(), config.settings(), config.secrets().getOrDefault("secret", ""));
                },
                List.of("dlink"),
                List::of);
        this.agent = new Agent(ground, me, folder);
        this.drivers = made[0];
        this.life = Thread.ofVirtual().name("agent").start(() -> {
            try {
                agent.run();
            } catch (InterruptedException | Exit.Now e) {
                dead = true;
            }
        });
    }

    /** Trades the code for an identity, which stays in the folder. */
    public static void pair(Path path, String server, String code) throws Exception {
        try (Folder folder = Folder.open(path);
                HttpClient http = HttpClient.newHttpClient()) {
            Options options = Options.parse(new String[] {"--server", server, "--code", code, "--name", "bedroom"}, Map.of());
            folder.remember(new Pairing(http).pair(options, code));
        }
    }

    /** Lives from what is in the folder. */
    public static AgentHere start(Path path, PassingTime time) throws Exception {
        Folder folder = Folder.open(path);
        return new AgentHere(folder, folder.identity().orElseThrow(), time);
    }

    /** The thread that dials and listens. It sleeps only between two dials. */
    public Thread life() {
        return life;
    }

    /** Does what is due at the siren. */
    public void turn() throws InterruptedException {
        drivers.turn();
    }

    /** It is no more: nothing is said or written that was not before. The siren's own timer goes on. */
    public void kill() {
        dead = true;
        agent.close();
        life.interrupt();
        folder.close();
        http.shutdownNow();
    }

    @Override
    public void close() {
        kill();
    }
}
