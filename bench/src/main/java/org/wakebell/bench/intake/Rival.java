package org.wakebell.bench.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wakebell.sim.program.Node;

/** Debian's Alertmanager, where it is installed: it answers from memory and forgets all of it with kill -9. */
final class Rival {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    private Rival() {}

    static Optional<Measured> measure(Path folder, Duration time) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.empty();
        }
        Path config = Files.writeString(folder.resolve("alertmanager.yml"), "route:\n  receiver: none\nreceivers:\n  - name: none\n");
        int port = Node.freePort();
        Process process = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + config, "--storage.path=" + folder.resolve("am"),
                        "--web.listen-address=127.0.0.1:" + port, "--cluster.listen-address=", "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        try {
            await(process, port);
            try (Load load = new Load(port, 64, Requests.alerts("none"), 1)) {
                load.run("warm-up", Duration.ofSeconds(3));
                return Optional.of(load.run("Alertmanager /api/v2/alerts, in memory", time));
            }
        } finally {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static void await(Process process, int port) throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("Alertmanager ended by itself", e);
                }
                Thread.sleep(100);
            }
        }
        throw new IOException("Alertmanager does not answer");
    }
}
