package org.wakebell.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.NullMarked;
import org.wakebell.intake.alert.PagerDutyDoor;
import org.wakebell.intake.alert.PrometheusDoor;
import org.wakebell.intake.log.LinesDoor;
import org.wakebell.intake.log.OtlpDoor;
import org.wakebell.people.Actor;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loops;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;

/** The room on a real HTTP server and a real database, with triage's place taken by a recorder. */
@NullMarked
final class Running implements AutoCloseable {

    static final Actor ADMIN = new Actor("a", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);

    final Recorded triage = new Recorded();
    final Db db;
    final Tx tx;
    final IntakeRoom room;
    final PeopleRoom people;
    final String service;
    private final Tomcat tomcat = new Tomcat();
    private final Loops loops = new Loops();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Running(Db db, Clock clock) {
        this(db, clock, Bounds.of(Runtime.getRuntime().maxMemory()), 20_000);
    }

    /** @param idle ms that a connection may say nothing */
    Running(Db db, Clock clock, Bounds bounds, int idle) {
        this.db = db;
        this.tx = db.tx();
        Ids ids = new Ids(clock, new Random(1));
        Pokes pokes = new Pokes(tx);
        this.people = new PeopleRoom(clock, tx, ids, pokes);
        this.room = new IntakeRoom(clock, tx, ids, pokes, new Stages(), people.people(), triage, bounds);
        this.service = people.register().addService(ADMIN, "checkout", people.register().addTeam(ADMIN, "shop"), Set.of());
        room.loops().forEach(loops::start);
        try {
            start(List.of(new OtlpDoor(room.intake()), new LinesDoor(room.intake()), new PrometheusDoor(room.intake()),
                    new PagerDutyDoor(room.intake(), ids)), idle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(List<Door> doors, int idle) throws IOException, LifecycleException {
        tomcat.setBaseDir(Files.createTempDirectory("wakebell-tomcat-").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("connectionTimeout", Integer.toString(idle));
        Context context = tomcat.addContext("", null);
        for (Door door : doors) {
            Tomcat.addServlet(context, door.getClass().getSimpleName(), door);
            door.paths().forEach(path -> context.addServletMappingDecoded(path, door.getClass().getSimpleName()));
        }
        tomcat.start();
    }

    Sources.Created source(String kind) {
        return room.sources().create(ADMIN, kind + " of checkout", service, kind);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> post(String path, String type, String key, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return send(request);
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
        loops.close();
        http.close();
        db.close();
    }
}
