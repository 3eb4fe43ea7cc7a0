package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;

/** The home agents there are: pairing, naming, revoking; for screens and for the pairing door. */
public final class Agents {

    /** @param code shown once, as in {@code K7QM-3XPR} */
    public record Code(String code, Instant expires) {}

    /** A device that an agent saw on its network, for its owner to pick. */
    public record Device(String kind, String host, int port, String mac, String model, String name, Instant at) {}

    /** Begin of the topic that asks an agent to look around; whichever node holds its line hears it. */
    static final String SEARCH = "bells/search/";

    private static final int LONGEST_NAME = 60;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;
    private final People people;
    private final PairingCodes codes;
    private final ServerKey key;
    private final AgentRows rows;

    Agents(Clock clock, Tx tx, Ids ids, Pokes pokes, People people, PairingCodes codes, ServerKey key, AgentRows rows) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
        this.people = people;
        this.codes = codes;
        this.key = key;
        this.rows = rows;
    }

    /**
     * The topic of one agent: poke it when its bells were added, changed or removed, and it is told. Screens listen to
     * it too.
     */
    public static String topic(String agent) {
        return "bells/agent/" + agent;
    }

    /** A code by which a home agent may become this person's. Their unused older codes end. */
    public Code code(Actor by, String owner) {
        require(by, owner);
        if (people.person(owner).filter(Person::active).isEmpty()) {
            throw Refusal.invalid("owner", "There is no active person with this id. Choose one from the list.");
        }
        Instant now = clock.instant();
        return tx.write(() -> {
            String code = codes.issue(owner, by.person(), now);
            people.audit(by, "bells.agent.code", owner, "a pairing code, good for ten minutes");
            return new Code(code, now.plus(PairingCodes.LIFE));
        });
    }

    /** The agents of one person, by name. */
    public List<AgentFact> of(Actor by, String owner) {
        require(by, owner);
        return tx.read(() -> rows.of(owner, clock.instant()));
    }

    /** Every agent of everybody; for admins. */
    public List<AgentFact> all(Actor by) {
        if (!by.is(Role.ADMIN)) {
            throw Refusal.forbidden("Only an admin sees everybody's home agents.");
        }
        return tx.read(() -> rows.all(clock.instant()));
    }

    public AgentFact agent(Actor by, String id) {
        AgentFact fact = tx.read(() -> rows.one(id, clock.instant()))
                .orElseThrow(() -> Refusal.missing("There is no such home agent."));
        require(by, fact.owner());
        return fact;
    }

    public void rename(Actor by, String id, String name) {
        agent(by, id);
        String good = name(name).orElseThrow(() -> Refusal.invalid("name", "A name has 1 to " + LONGEST_NAME + " characters."));
        tx.write(() -> {
            tx.sql("UPDATE bells_agent SET name = ? WHERE id = ?").params(good, id).update();
            people.audit(by, "bells.agent.rename", id, good);
            pokes.poke(topic(id));
        });
    }

    /** For ever: its key is worth nothing from now on, and its line is cut. Its bells need another agent. */
    public void revoke(Actor by, String id) {
        AgentFact fact = agent(by, id);
        tx.write(() -> {
            int rowsChanged = tx.sql("UPDATE bells_agent SET revoked = ?, gone = ? WHERE id = ? AND revoked IS NULL")
                    .params(Micros.of(clock.instant()), false, id)
                    .update();
            if (rowsChanged == 1) {
                people.audit(by, "bells.agent.revoke", id, fact.name());
                pokes.poke(topic(id));
            }
        });
    }

    /** Asks an agent to look for devices on its network. What it finds comes later, by a poke of its topic. */
    public void search(Actor by, String id) {
        if (!agent(by, id).connected()) {
            throw Refusal.conflict("This home agent is not connected now. Look whether it has power and network.");
        }
        pokes.poke(SEARCH + id);
    }

    /** Devices that the agent saw when it last looked around ({@link AgentFact#looked}): when it connected, or was asked. */
    public List<Device> found(Actor by, String id) {
        agent(by, id);
        return tx.read(() -> tx.sql("SELECT * FROM bells_agent_found WHERE agent = ? ORDER BY at DESC, host, port, kind")
                .params(id)
                .query((row, i) -> new Device(
                        row.getString("kind"),
                        row.getString("host"),
                        row.getInt("port"),
                        row.getString("mac"),
                        row.getString("model"),
                        row.getString("name"),
                        Micros.instant(row, "at")))
                .list());
    }

    /** What a pairing request gets, with the status it deserves. */
    record Answer(int status, Message message) {}

    /** @param address where the request came from */
    Answer pair(Message.Pair ask, String address) {
        Instant now = clock.instant();
        if (!Keys.isPublicKey(ask.publicKey())) {
            return refuse(400, Message.Refused.Reason.OTHER, "The public key is not an Ed25519 key. Use the home agent of this version.");
        }
        // A commit of its own: a try counts even if what follows fails.
        if (!tx.write(() -> codes.mayTry(ask.code(), address, now))) {
            return refuse(429, Message.Refused.Reason.TOO_MANY, "Too many tries. Wait ten minutes, then make a new code on the Bells screen.");
        }
        String serverKey = key.keys().publicKey();
        return tx.write(() -> codes.use(ask.code(), now)
                .map(owner -> enrol(owner, ask, address, now, serverKey))
                .orElseGet(() -> refuse(
                        403,
                        Message.Refused.Reason.CODE,
                        "This code is wrong, was used before, or is older than ten minutes. Make a new one on the Bells screen.")));
    }

    private Answer enrol(String owner, Message.Pair ask, String address, Instant now, String serverKey) {
        String id = ids.next();
        String name = name(ask.name()).orElse("home");
        rows.insert(id, owner, name, ask, address, now);
        String who = people.person(owner).map(Person::name).orElse("");
        people.audit(
                new Actor(owner, who, java.util.Set.of(), Actor.Via.BELL), "bells.agent.pair", id, name + " from " + address);
        pokes.poke(topic(id));
        return new Answer(200, new Message.Paired(id, who, serverKey, now));
    }

    private static Answer refuse(int status, Message.Refused.Reason reason, String why) {
        return new Answer(status, new Message.Refused(reason, why));
    }

    private static Optional<String> name(String typed) {
        String clean = typed.replaceAll("\\p{C}", " ").strip();
        return clean.isEmpty() || clean.length() > LONGEST_NAME ? Optional.empty() : Optional.of(clean);
    }

    private static void require(Actor by, String owner) {
        if (!by.is(Role.ADMIN) && !by.person().equals(owner)) {
            throw Refusal.forbidden("A home agent can be set up by its owner or by an admin.");
        }
    }

    /** No message for so long: the line is dead, whatever the socket says. */
    static final Duration DEAD = Duration.ofSeconds(22);
}
