package org.wakebell.home;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.discovery.Discovery;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkFinder;
import org.wakebell.wire.Message;

/** {@code wakebell home}: rings the bells of one home. */
public final class Main {

    public static void main(String[] args) {
        System.exit(start(args, System.out, System.err).code);
    }

    private static Exit start(String[] args, PrintStream out, PrintStream err) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT%1$tz %4$s %5$s%6$s%n");
        try {
            live(Options.parse(args, System.getenv()), out);
            return Exit.OK;
        } catch (Exit.Now now) {
            (now.exit == Exit.OK ? out : err).println(now.sentence);
            return now.exit;
        } catch (InterruptedException e) {
            return Exit.OK;
        }
    }

    private static void live(Options options, PrintStream out) throws Exit.Now, InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        try (Folder folder = Folder.open(options.data())) {
            Optional<Identity> known = folder.identity();
            Identity me = known.isPresent() ? at(known.get(), options) : pair(http, options, folder, out);
            try {
                serve(http, options, folder, me);
            } catch (Exit.Now now) {
                if (now.exit != Exit.REFUSED || known.isEmpty() || options.code().isEmpty()) {
                    throw now;
                }
                out.println(now.sentence + " Pairing again with the code.");
                serve(http, options, folder, pair(http, options.at(me.servers()), folder, out));
            }
        }
    }

    private static void serve(HttpClient http, Options options, Folder folder, Identity me)
            throws Exit.Now, InterruptedException {
        try (Agent agent = new Agent(ground(http), me, folder)) {
            if (options.onceCheck()) {
                agent.checkOnce();
            } else {
                agent.run();
            }
        }
    }

    private static Identity at(Identity known, Options options) {
        return options.servers().isEmpty() ? known : known.at(options.servers());
    }

    private static Identity pair(HttpClient http, Options options, Folder folder, PrintStream out)
            throws Exit.Now, InterruptedException {
        if (options.code().isEmpty() || options.servers().isEmpty()) {
            throw new Exit.Now(
                    Exit.USAGE,
                    "This agent is not paired yet. Open Bells on the server, choose \"Pair a home agent\", and start it"
                            + " here with --server URL --code CODE.");
        }
        Identity me = new Pairing(http).pair(options, options.code().get());
        folder.remember(me);
        out.println("Paired: rings for " + me.owner() + ". From now on it starts without the code.");
        return me;
    }

    private static Agent.Ground ground(HttpClient http) {
        return new Agent.Ground(
                http,
                InstantSource.system(),
                System::nanoTime,
                new Random(),
                Thread::sleep,
                Main::opener,
                List.of("dlink"),
                sirens());
    }

    /** Sirens on this network that answered for themselves. */
    private static Lookout.Finder sirens() {
        return () -> {
            try (HttpClient http = Dlink.client()) {
                DlinkFinder finder = new DlinkFinder(http, new Discovery(InstantSource.system()));
                return finder.find().stream().map(Main::device).toList();
            }
        };
    }

    private static Message.Device device(DlinkFinder.Found siren) {
        return new Message.Device(
                "dlink", siren.address().host(), siren.address().port(), siren.mac().text(), siren.model(), siren.name());
    }

    private static Installed.Opener opener(InstantSource time) {
        Drivers drivers = new Drivers(time, Thread::sleep);
        return config -> drivers.open(config.kind(), config.settings(), config.secrets().getOrDefault("secret", ""));
    }

    /** As built, or {@code dev}. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    private Main() {}
}
