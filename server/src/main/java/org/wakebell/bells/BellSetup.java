package org.wakebell.bells;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.webhook.SigningKey;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Watcher;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/** What a person does with their own bells, or an admin with anyone's. Every change is audited. */
public final class BellSetup {

    /**
     * What someone typed.
     *
     * @param agent the home agent it hangs on, or empty: the server rings it itself
     * @param config {@code dlink}: {@code address}, {@code mac} (may be empty: the first check keeps it),
     *     {@code sound}; {@code webhook}: {@code url}, {@code sends}, {@code body}; {@code bedside}: nothing
     * @param secret {@code dlink}: the PIN; {@code webhook}: what signs, made here if it is empty
     * @param maximum percent
     */
    public record Draft(
            String owner, String kind, String label, String agent, Map<String, String> config, Secret secret, int maximum) {
        public Draft {
            config = Map.copyOf(config);
        }
    }

    /** A bell as its owner sees it; no secret. */
    public record View(
            String id,
            String owner,
            String kind,
            String label,
            String agent,
            Map<String, String> config,
            boolean waking,
            int maximum,
            boolean on,
            String state,
            String health,
            @Nullable Instant checked,
            String proof,
            @Nullable Instant proofAt) {}

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Duties duties;
    private final Pokes pokes;
    private final People people;
    private final BellRows rows;
    private final Switchboard lines;
    private final Bells bells;
    private final Drivers drivers;

    BellSetup(
            Clock clock,
            Tx tx,
            Ids ids,
            Duties duties,
            Pokes pokes,
            People people,
            BellRows rows,
            Switchboard lines,
            Bells bells,
            Drivers drivers) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.duties = duties;
        this.pokes = pokes;
        this.people = people;
        this.rows = rows;
        this.lines = lines;
        this.bells = bells;
        this.drivers = drivers;
    }

    /** A person's bells, their mail included. */
    public List<View> of(Actor by, String owner) {
        requireOwner(by, owner);
        return tx.read(() -> rows.of(owner).stream().filter(row -> !isWatcher(row)).map(BellSetup::view).toList());
    }

    /** Everyone's, for an admin. */
    public List<View> all(Actor by) {
        requireOwner(by, "");
        return tx.read(() -> rows.all().stream().map(BellSetup::view).toList());
    }

    public View one(Actor by, String id) {
        return tx.read(() -> {
            BellRows.Row row = found(id);
            requireOwner(by, row.bell().owner());
            return view(row);
        });
    }

    /** Returns the new bell's id; its first check starts right after the commit. */
    public String add(Actor by, Draft draft) {
        requireOwner(by, draft.owner());
        return tx.write(() -> {
            String id = ids.next();
            if (people.person(draft.owner()).isEmpty()) {
                throw Refusal.invalid("owner", "There is no such person.");
            }
            Installed bell = checked(new Installed(
                    id, draft.owner(), draft.kind(), draft.label(), draft.agent(), draft.config(), secret(draft), draft.maximum(), true));
            requireReach(by, bell);
            rows.insert(bell, clock.instant());
            look(id);
            people.audit(by, "bells.add", id, bell.kind() + " " + bell.label());
            pokes.poke("bells/" + id);
            return id;
        });
    }

    public void rename(Actor by, String id, String label) {
        change(by, id, "bells.rename", bell -> with(bell, label, bell.config(), bell.secret(), bell.maximum(), bell.on()));
    }

    /** The owner's loudest, 1 to 100 percent of what the device can do. */
    public void maximum(Actor by, String id, int percent) {
        change(by, id, "bells.maximum", bell -> with(bell, bell.label(), bell.config(), bell.secret(), percent, bell.on()));
    }

    /** A bell that is off is never rung and never checked; what sounds on it is hushed. */
    public void switchOn(Actor by, String id, boolean on) {
        change(by, id, on ? "bells.on" : "bells.off", bell ->
                with(bell, bell.label(), bell.config(), bell.secret(), bell.maximum(), on));
    }

    /** A new address, MAC or sound, a new PIN; a null PIN leaves the old one. */
    public void configure(Actor by, String id, Map<String, String> config, @Nullable Secret secret) {
        change(by, id, "bells.configure", bell ->
                with(bell, bell.label(), config, secret == null ? bell.secret() : secret, bell.maximum(), bell.on()));
    }

    /** What signs a webhook's calls from now on; the old one signs nothing more. It is told here and never again. */
    public Secret signingSecret(Actor by, String id) {
        Secret fresh = new Secret(SigningKey.fresh());
        change(by, id, "bells.secret", bell -> {
            if (!bell.kind().equals(Kind.WEBHOOK.text())) {
                throw Refusal.invalid("bell", "Only a webhook's calls are signed.");
            }
            return with(bell, bell.label(), bell.config(), fresh, bell.maximum(), bell.on());
        });
        return fresh;
    }

    private static Secret secret(Draft draft) {
        boolean made = draft.kind().equals(Kind.WEBHOOK.text()) && draft.secret().reveal().isEmpty();
        return made ? new Secret(SigningKey.fresh()) : draft.secret();
    }

    /** What sounds on it is hushed first. Call with no transaction open. */
    public void remove(Actor by, String id) throws InterruptedException {
        switchOn(by, id, false);
        bells.letGo(id);
        tx.write(() -> {
            Installed bell = stored(by, id);
            rows.delete(id);
            duties.cancel(Look.DUTY, id);
            people.audit(by, "bells.remove", id, bell.kind() + " " + bell.label());
            pokes.poke("bells/" + id);
        });
    }

    /**
     * One soft second, to see and hear that it works; the proof is kept. Call with no transaction open.
     *
     * @return what the bell said; the bell may also refuse
     */
    public Outcome test(Actor by, String id) throws InterruptedException {
        Installed bell = tx.read(() -> found(id).bell());
        requireOwner(by, bell.owner());
        String key = "test-" + ids.next();
        Outcome outcome = bells.test(key, id, "Wakebell: a test");
        Said said = Said.of(outcome, clock.instant());
        tx.write(() -> people.audit(by, "bells.test", id, said.outcome() + ": " + said.why()));
        return outcome;
    }

    private void change(Actor by, String id, String what, UnaryOperator<Installed> how) {
        tx.write(() -> {
            Installed before = stored(by, id);
            Installed after = checked(how.apply(before));
            if (!after.config().equals(before.config())) {
                requireReach(by, after);
            }
            if (!after.on()) {
                // Before the bell's own row: whoever rings it locks their page first.
                bells.hushOn(id);
            }
            rows.update(after);
            if (!after.on()) {
                duties.cancel(Look.DUTY, id);
            } else if (!duties.move(Look.DUTY, id, clock.instant())) {
                look(id);
            }
            people.audit(by, what, id, after.label() + ", at most " + after.maximum() + " %");
            pokes.poke("bells/" + id);
        });
    }

    private Installed stored(Actor by, String id) {
        Installed bell = found(id).bell();
        requireOwner(by, bell.owner());
        if (bell.kind().equals(Kind.MAIL.text())) {
            throw Refusal.invalid("bell", "Mail follows from the person's address: change it on the People screen.");
        }
        return bell;
    }

    private BellRows.Row found(String id) {
        return rows.find(id).filter(row -> !isWatcher(row)).orElseThrow(BellSetup::missing);
    }

    /** Its address is a setting and nobody's to see; a test by hand would be a beat that proves nothing. */
    private static boolean isWatcher(BellRows.Row row) {
        return row.bell().owner().equals(Watcher.ID);
    }

    private void look(String id) {
        duties.owe(new Duty.Owed(Look.DUTY, id, id, "", clock.instant()));
    }

    private Installed checked(Installed typed) {
        Installed bell = with(
                typed, Typed.label(typed.label()), Typed.config(typed, drivers), typed.secret(), Typed.percent(typed.maximum()), typed.on());
        Kind kind = Typed.kind(bell.kind());
        if (kind == Kind.BEDSIDE && !bell.agent().isEmpty()) {
            throw Refusal.invalid("agent", "A bedside page is opened in a browser; it hangs on no home agent.");
        }
        if (kind == Kind.WEBHOOK && !bell.agent().isEmpty()) {
            throw Refusal.invalid("agent", "A webhook is called by the server; it hangs on no home agent.");
        }
        Line line = lines.carrying(bell)
                .orElseThrow(() -> Refusal.invalid("agent", "This server has no line to such a bell."));
        Optional<String> objection = line.objection(bell);
        if (objection.isPresent()) {
            throw Refusal.invalid("agent", objection.get());
        }
        return bell;
    }

    /** Whoever types an address for the server makes it knock there, on a network that they may not be on. */
    private static void requireReach(Actor by, Installed bell) {
        boolean ours = bell.kind().equals(Kind.DLINK.text()) && bell.agent().isEmpty();
        if (ours && !by.is(Role.ADMIN) && by.via() != Actor.Via.SYSTEM) {
            throw Refusal.forbidden("Only an admin may have the server call an address on its own network. "
                    + "Pair a home agent and hang the siren on that, or ask an admin.");
        }
    }

    private static Installed with(
            Installed bell, String label, Map<String, String> config, Secret secret, int maximum, boolean on) {
        return new Installed(
                bell.id(), bell.owner(), bell.kind(), label, bell.agent(), new TreeMap<>(config), secret, maximum, on);
    }

    private static void requireOwner(Actor by, String owner) {
        if (!by.person().equals(owner) && !by.is(Role.ADMIN) && by.via() != Actor.Via.SYSTEM) {
            throw Refusal.forbidden("Only its owner or an admin may do that with a bell.");
        }
    }

    private static Refusal missing() {
        return Refusal.missing("There is no such bell.");
    }

    private static View view(BellRows.Row row) {
        Installed bell = row.bell();
        boolean mail = bell.kind().equals(Kind.MAIL.text());
        return new View(
                bell.id(),
                bell.owner(),
                bell.kind(),
                bell.label(),
                bell.agent(),
                mail ? Map.of("to", bell.config().getOrDefault("to", "")) : bell.config(),
                bell.waking(),
                bell.maximum(),
                bell.on(),
                row.state(),
                row.health(),
                row.checked(),
                row.proof(),
                row.proofAt());
    }
}
