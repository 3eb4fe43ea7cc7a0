package org.wakebell.home;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.wakebell.drivers.Drivers;
import org.wakebell.wire.Message;

/** A home agent on a thread of this JVM: real socket, real drivers, and a network that the test makes up. */
@NullMarked
public final class InProcess implements AutoCloseable {

    /** What the agent sees when it looks around. */
    public interface Network {
        List<Message.Device> look() throws InterruptedException;
    }

    private final Folder folder;
    private final Agent agent;
    private final Thread living;

    private InProcess(Folder folder, Agent agent) {
        this.folder = folder;
        this.agent = agent;
        this.living = Thread.ofVirtual().name("home").start(this::live);
    }

    /** Pairs with the code and stays connected until it is closed. */
    public static InProcess start(URI server, String code, Path data, Network network) throws Exception {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Folder folder = Folder.open(data);
        Identity me = new Pairing(http).pair(new Options(List.of(server), Optional.of(code), data, "bedroom", false), code);
        return new InProcess(folder, new Agent(
                new Agent.Ground(
                        http, InstantSource.system(), System::nanoTime, new Random(1), Thread::sleep, InProcess::opener,
                        List.of("dlink"), network::look),
                me,
                folder));
    }

    private static Installed.Opener opener(InstantSource time) {
        Drivers drivers = new Drivers(time, Thread::sleep);
        return config -> drivers.open(config.kind(), config.settings(), config.secrets().getOrDefault("secret", ""));
    }

    private void live() {
        try {
            agent.run();
        } catch (Exit.Now e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        agent.close();
        living.interrupt();
        living.join();
        folder.close();
    }
}
