package org.wakebell.bells.agent;

import java.util.Map;
import java.util.Random;
import java.util.Set;
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
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loops;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.web.Pokes;

/** The agents' part of the server behind a real Tomcat on a free port. */
@NullMarked
final class Desk implements AutoCloseable {

    static final Actor ADMIN = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);

    final Paper paper;
    final AgentRoom room;
    final Pokes pokes;
    final Tx tx;
    final String jun;
    private final Clock clock;
    private @Nullable ConfigurableApplicationContext tomcat;
    private Loops loops = new Loops();
    private int port;

    Desk(Db db, Clock clock, Paper paper, String node) {
        this.clock = clock;
        this.paper = paper;
        this.tx = db.tx();
        Ids ids = new Ids(clock, new Random(node.hashCode()));
        this.pokes = new Pokes(tx);
        PeopleRoom people = new PeopleRoom(clock, tx, ids, pokes);
        this.jun = people.people()
                .byEmail("jun@example.org")
                .map(p -> p.id())
                .orElseGet(() -> people.register()
                        .add(ADMIN, Draft.of("Jun", "jun@example.org", "America/Vancouver").as(Role.RESPONDER)));
        this.room = new AgentRoom(clock, tx, ids, pokes, new Sealer(new byte[32]), people.people(), paper, node);
    }

    Desk serve() {
        SpringApplication app = new SpringApplication(Web.class);
        app.setDefaultProperties(Map.of(
                "server.port", port, "server.address", "127.0.0.1", "spring.main.banner-mode", "off", "spring.threads.virtual.enabled", true));
        app.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("doorbell", room.doorbell());
            context.getBeanFactory().registerSingleton("agents", room.agents());
        });
        tomcat = app.run();
        port = Integer.parseInt(String.valueOf(tomcat.getEnvironment().getProperty("local.server.port")));
        loops = new Loops();
        room.loops().forEach(loops::start);
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

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Clock clock() {
        return clock;
    }

    AgentLine line() {
        return (AgentLine) paper.registered.getLast();
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
