package org.wakebell.home;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.drivers.Sleeper;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.BellHealth;

/** Keeps a line to the server for as long as it lives, and does what is said on it. */
final class Agent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration CHECK = Duration.ofSeconds(60);
    private static final Duration CLOCK = Duration.ofHours(1);

    /** What the program was given by {@code main}. */
    record Ground(
            HttpClient http,
            InstantSource wall,
            LongSupplier nanos,
            RandomGenerator random,
            Sleeper sleeper,
            Function<InstantSource, Installed.Opener> opener,
            List<String> kinds,
            Lookout.Finder finder) {}

    private final Ground ground;
    private final Identity me;
    private final ServerTime time;
    private final Installed bells;
    private final Rung rung;
    private final Ongoing ongoing;
    private final Ringer ringer;
    private final Rounds rounds;
    private final Lookout lookout;
    private volatile @Nullable Session session;
    private volatile boolean stopping;

    Agent(Ground ground, Identity me, Folder folder) throws Exit.Now {
        this.ground = ground;
        this.me = me;
        this.time = new ServerTime(ground.wall(), ground.nanos());
        this.bells = new Installed(ground.opener().apply(time), time);
        try {
            this.rung = Rung.open(folder, ground.wall().instant());
        } catch (IOException e) {
            throw new Exit.Now(Exit.FOLDER, "Cannot use " + folder.path() + " (" + e + "). Make room, or give another folder with --data.");
        }
        this.ongoing = new Ongoing(folder, bells, time, ground.wall());
        this.ringer = new Ringer(bells, rung, ongoing, time, ground.sleeper(), this::tell);
        this.rounds = new Rounds(bells, time, ground.finder());
        this.lookout = new Lookout(rounds::search, ringer::ringing, this::tell, ground.nanos());
    }

    /** Until the server refuses this agent for good. */
    void run() throws Exit.Now, InterruptedException {
        Reconnect reconnect = new Reconnect(me.servers(), ground.nanos(), ground.random());
        goOn();
        Thread.ofVirtual().name("look").start(() -> every(Duration.ofSeconds(1), this::look));
        Thread.ofVirtual().name("health").start(() -> every(CHECK, this::report));
        Thread.ofVirtual().name("clock").start(() -> every(CLOCK, () -> tell(Session.here(ground.wall()))));
        while (!stopping) {
            URI server = reconnect.next();
            try (Session line = open(server)) {
                reconnect.greeted();
                session = line;
                converse(line, server);
            } catch (IOException e) {
                session = null;
                Duration pause = reconnect.pause();
                LOG.warn("{}: {}; {}next try in {} ms", server, Talk.reason(e), ringer.ringing() ? "the bell rings on; " : "", pause.toMillis());
                ground.sleeper().sleep(pause);
            } finally {
                session = null;
            }
        }
    }

    /** What rang when this program ended rings on, whether a server is there or not. */
    private void goOn() throws InterruptedException {
        Optional<Ongoing.Kept> kept = ongoing.read();
        kept.ifPresent(before -> {
            time.heard(before.now());
            bells.configure(before.bells());
        });
        try {
            ringer.goOn(kept.map(Ongoing.Kept::orders).orElse(List.of()));
        } catch (RuntimeException e) {
            LOG.error("cannot go on with what rang; the server will say it again", e);
        }
    }

    private void look() {
        ringer.look();
        lookout.step();
    }

    private Session open(URI server) throws IOException, InterruptedException, Exit.Now {
        Session line = Session.open(ground.http(), server, me, ground.kinds(), time, ground.wall(), ground.nanos());
        LOG.info("connected to {} as \"{}\"", server, me.name());
        if (time.farOff()) {
            LOG.warn("this machine's clock is {} s off; the server's time is used, but set it right", time.off().toSeconds());
        }
        return line;
    }

    private void converse(Session line, URI server) throws IOException, InterruptedException, Exit.Now {
        boolean looked = false;
        while (!stopping) {
            Message message = line.next();
            switch (message) {
                case Message.Order order -> {
                    lookout.giveWay();
                    apart("order", () -> ringer.order(order));
                }
                case Message.Hush hush -> apart("hush", () -> ringer.hush(hush.key()));
                case Message.Standing standing -> ringer.standing(standing.keys());
                case Message.Config config -> {
                    bells.configure(config.bells());
                    LOG.info("{} of my bells: {}", config.bells().size(), config.bells().stream().map(Message.BellConfig::label).toList());
                    boolean first = !looked;
                    looked = true;
                    apart("health", () -> {
                        report();
                        if (first) {
                            lookout.ask();
                        }
                    });
                }
                case Message.Search _ -> lookout.ask();
                case null -> {}
                default -> LOG.info("{} said something that is the agent's to say; ignored", server);
            }
        }
    }

    /** Every bell's health to the server. */
    private List<BellHealth> report() throws InterruptedException {
        List<BellHealth> seen = rounds.check();
        if (!seen.isEmpty()) {
            tell(new Message.Report(seen));
        }
        return seen;
    }

    /** To the server, if it is there. What matters is said again when it is asked again. */
    private void tell(Message message) {
        Session line = session;
        if (line == null) {
            return;
        }
        try {
            line.say(message);
        } catch (IOException e) {
            LOG.warn("could not tell the server: {}", Talk.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** A device may be slow; the line must not wait for it. */
    private static void apart(String name, Work work) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("{} failed", name, e);
            }
        });
    }

    private void every(Duration time, Work work) {
        while (!stopping) {
            try {
                ground.sleeper().sleep(time);
                work.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("will be tried again", e);
            }
        }
    }

    /** Connects once, looks at every bell, prints it. */
    void checkOnce() throws Exit.Now, InterruptedException {
        StringBuilder reasons = new StringBuilder();
        for (URI server : me.servers()) {
            try (Session line = open(server)) {
                Instant until = time.instant().plusSeconds(15);
                while (time.instant().isBefore(until)) {
                    if (line.next() instanceof Message.Config config) {
                        bells.configure(config.bells());
                        session = line;
                        judge(report());
                        return;
                    }
                }
                reasons.append("\n  ").append(server).append(": it did not say which bells there are");
            } catch (IOException e) {
                reasons.append("\n  ").append(server).append(": ").append(Talk.reason(e));
            } finally {
                session = null;
            }
        }
        throw new Exit.Now(Exit.UNREACHABLE, "Cannot reach the server:" + reasons);
    }

    private static void judge(List<BellHealth> seen) throws Exit.Now {
        if (seen.isEmpty()) {
            throw new Exit.Now(Exit.NOT_READY, "Connected, but no bell hangs on this agent yet. Add one on the Bells screen.");
        }
        if (seen.stream().anyMatch(b -> !b.state().equals("READY"))) {
            throw new Exit.Now(Exit.NOT_READY, "Connected, but a bell would not ring as it should: see above.");
        }
    }

    @Override
    public void close() {
        stopping = true;
        Session line = session;
        if (line != null) {
            line.close();
        }
        bells.close();
        try {
            rung.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
