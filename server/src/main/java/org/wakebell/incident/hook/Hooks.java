package org.wakebell.incident.hook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Refusal;

/** Who hears what becomes of incidents: an admin's business, for whoever listens hears of every service's troubles. */
public final class Hooks implements Check {

    /** Every event is written once for each. */
    private static final int MOST = 20;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final People people;
    private final Sealer sealer;
    private final Outbound outbound;
    private final HookRows rows;
    private final Herald herald;

    public Hooks(Clock clock, Tx tx, Ids ids, Duties duties, People people, Sealer sealer, Outbound outbound, URI base) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.people = people;
        this.sealer = sealer;
        this.outbound = outbound;
        this.rows = new HookRows(tx);
        this.herald = new Herald(clock, tx, ids, duties, people, sealer, outbound, rows, base);
    }

    public Herald herald() {
        return herald;
    }

    /** @param secret shown once */
    public record Made(Hook hook, Secret secret) {}

    public List<Hook> all(Actor by) {
        admin(by);
        return tx.read(rows::all);
    }

    /**
     * @param url https, or what the operator allows
     * @param shape {@code wakebell} or {@code pagerduty}
     * @param service its id, or empty for all
     * @throws Refusal 400 naming the field
     */
    public Made make(Actor by, String name, String url, String shape, String service) {
        admin(by);
        String label = name.strip();
        if (label.isEmpty() || label.length() > 80) {
            throw Refusal.invalid("name", "Say in 1 to 80 characters who listens there.");
        }
        URI address = address(url.strip());
        if (!service.isEmpty() && people.service(service).isEmpty()) {
            throw Refusal.invalid("service", "There is no such service.");
        }
        Shape form = Shape.named(shape);
        Secret secret = Tokens.key(Shape.PREFIX, 32);
        return tx.write(() -> {
            if (rows.all().size() >= MOST) {
                throw Refusal.conflict("There are " + MOST + " of them. Remove one that nobody needs first.");
            }
            Instant now = clock.instant();
            Hook hook = new Hook(ids.next(), label, address.toString(), form, service, now, null, null, "");
            rows.insert(hook, sealer.seal(secret, Herald.context(hook.id())), by.person());
            people.audit(by, "incident.hook.make", hook.id(), label + " " + address.getHost());
            return new Made(hook, secret);
        });
    }

    private URI address(String typed) {
        try {
            URI url = new URI(typed);
            outbound.objection(url).ifPresent(why -> {
                throw Refusal.invalid("url", why + ". Whoever runs this server may allow the host: outbound.allow in wakebell.yml");
            });
            return url;
        } catch (URISyntaxException e) {
            throw Refusal.invalid("url", "Write the whole address, as https://hooks.example.org/wakebell");
        }
    }

    public void remove(Actor by, String id) {
        admin(by);
        tx.write(() -> {
            if (!rows.delete(id)) {
                throw none();
            }
            people.audit(by, "incident.hook.remove", id, "");
        });
    }

    /** Sends one call that means nothing. */
    public void ping(Actor by, String id) {
        admin(by);
        tx.write(() -> herald.ping(rows.find(id).orElseThrow(Hooks::none)));
    }

    private static Refusal none() {
        return Refusal.missing("There is no such webhook; it may have been removed.");
    }

    private static void admin(Actor by) {
        if (!by.is(Role.ADMIN)) {
            throw Refusal.forbidden("Only an admin may say who hears of incidents.");
        }
    }

    @Override
    public String name() {
        return "incident-hooks";
    }

    @Override
    public Finding look() {
        return tx.read(rows::all).stream()
                .filter(hook -> hook.failing() != null)
                .findFirst()
                .map(hook -> Finding.degraded("“" + hook.name() + "” does not hear of incidents: " + hook.why()
                                + ". No bell waits for it; mend the receiver, or remove it under Incidents, Webhooks.")
                        .said("incident.finding.hook", hook.name(), hook.why()))
                .orElseGet(() -> Finding.ready("Every webhook heard of the last incident.").said("incident.finding.hooks"));
    }
}
