package org.wakebell.bells.agent;

import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wakebell.bells.Answers;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Bells;
import org.wakebell.bells.BellsRoom;
import org.wakebell.bells.Installed;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.duty.Loops;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Pokes;

/** The agents' part of the server behind a real Tomcat on a free port. */
@NullMarked
final class Desk implements AutoCloseable {

    static final Actor ADMIN = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);

    final PeopleRoom people;
    final BellsRoom bells;
    final AgentRoom room;
    final List<String> learned = new CopyOnWriteArrayList<>();
    final Deque<Runnable> hands = new ConcurrentLinkedDeque<>();
    final Pokes pokes;
    final Tx tx;
    final String jun;
    private final Duties duties;
    private volatile @Nullable Executor living;
    private @Nullable ConfigurableApplicationContext tomcat;
    private Loops loops = new Loops();
    private int port;

    Desk(Db db, Clock clock, String node) {
        this.tx = db.tx();
        Random random = new Random(node.hashCode());
        Ids ids = new Ids(clock, random);
        this.pokes = new Pokes(tx);
        this.people = new PeopleRoom(clock, tx, ids, pokes);
        this.jun = people.people()
                .byEmail("jun@example.org")
                .map(p -> p.id())
                .orElseGet(() -> people.register()
                        .add(ADMIN, Draft.of("Jun", "jun@example.org", "America/Vancouver").as(Role.RESPONDER)));
        this.duties = new Duties(clock, tx, ids, random, node, this::hand);
        Sealer sealer = new Sealer(new byte[32]);
        Drivers none = Drivers.cranked(clock, time -> {});
        this.bells = new BellsRoom(clock, tx, ids, duties, pokes, sealer, people.people(), none, node, null);
        bells.bells().answers(new Answers() {
            @Override
            public void pressed(String orderKey, String choice, String how, Instant at) {
                learned.add(orderKey + " " + choice);
            }

            @Override
            public void learned(String orderKey, Outcome outcome, Instant at) {
                learned.add(orderKey + " " + outcome.getClass().getSimpleName());
            }
        });
        this.room = new AgentRoom(clock, tx, ids, pokes, sealer, people.people(), people.clocks(), bells.lines(), node);
        bells.kinds().forEach(duties::register);
    }

    private void hand(Runnable duty) {
        Executor real = living;
        if (real != null) {
            real.execute(duty);
        } else {
            hands.add(duty);
        }
    }

    /** Everything that is due now, by hand. */
    void step() throws InterruptedException {
        for (Loop loop : room.loops()) {
            loop.step();
        }
        for (Loop loop : duties.loops()) {
            loop.step();
        }
        while (!hands.isEmpty()) {
            hands.poll().run();
        }
    }

    /** A siren of Jun's behind the agent. */
    String siren(String agent, String address) {
        String id = bells.setup().add(ADMIN, new BellSetup.Draft(
                jun, "dlink", "Bedroom siren", agent, Map.of("address", address, "mac", "6C:72:20:00:00:01"), new Secret("012345"), 80));
        while (!hands.isEmpty()) {
            hands.poll().run();
        }
        return id;
    }

    Installed installed(String bell) {
        return bells.lines().bell(bell).orElseThrow();
    }

    void order(String key, String bell, Loudness loudness, Instant deadline) {
        tx.write(() -> bells.bells().order(new Bells.NewOrder(key, bell, "page", "checkout is down", "", List.of(), loudness, deadline)));
    }

    Desk serve() {
        listen(port);
        loops = new Loops();
        living = Executors.newVirtualThreadPerTaskExecutor();
        room.loops().forEach(loops::start);
        duties.loops().forEach(loops::start);
        return this;
    }

    /** The web server alone; what the loops would do is done by {@link #step}. */
    Desk listen(int on) {
        port = on;
        SpringApplication app = new SpringApplication(Web.class);
        app.setDefaultProperties(Map.of(
                "server.port", port, "server.address", "127.0.0.1", "spring.main.banner-mode", "off", "spring.threads.virtual.enabled", true));
        app.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("doorbell", room.doorbell());
            context.getBeanFactory().registerSingleton("agents", room.agents());
        });
        tomcat = app.run();
        port = Integer.parseInt(String.valueOf(tomcat.getEnvironment().getProperty("local.server.port")));
        return this;
    }

    /** The web server is gone; the rows stay. {@link #serve} brings it back on the same port. */
    void stop() {
        loops.close();
        if (tomcat != null) {
            tomcat.close();
            tomcat = null;
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HttpMessageConvertersAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
    })
    @Import({AgentSockets.class, PairDoor.class})
    static class Web {}
}
