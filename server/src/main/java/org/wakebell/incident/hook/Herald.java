package org.wakebell.incident.hook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.People;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;

/**
 * Tells the hooks. What happened is written down in the transaction in which it happens; one duty per hook and incident
 * carries it out, in order: the next is not sent before the last was taken or given up. A hook that hangs delays nobody
 * else, and no bell ever waits for one.
 */
public final class Herald implements DutyKind {

    static final String DUTY = "incident.hook";

    /** PagerDuty gives up after as long. */
    private static final Duration LONGEST = Duration.ofHours(48);

    private static final Duration WITHIN = Duration.ofSeconds(8);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_ANSWER = 1 << 20;

    /** What a call came to. */
    private sealed interface Heard {
        record Taken() implements Heard {}

        record Later(String why, Duration after) implements Heard {}

        record Never(String why) implements Heard {}
    }

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Duties duties;
    private final People people;
    private final Sealer sealer;
    private final Outbound outbound;
    private final HookRows rows;
    private final String base;

    Herald(
            Clock clock, Tx tx, Ids ids, Duties duties, People people, Sealer sealer, Outbound outbound, HookRows rows, URI base) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.duties = duties;
        this.people = people;
        this.sealer = sealer;
        this.outbound = outbound;
        this.rows = rows;
        this.base = base.toString().replaceAll("/+$", "");
    }

    /** Whether there is anybody to tell: quick, for the way from an event to a siren asks it. */
    public boolean isHeard() {
        return rows.any();
    }

    /** In the transaction in which it happens. */
    public void tell(Told it) {
        for (Hook hook : rows.all()) {
            if (hook.service().isEmpty() || hook.service().equals(it.service())) {
                String id = ids.next();
                String service = people.service(it.service()).map(Service::name).orElse(it.service());
                hook.shape().body(id, it, service, base).ifPresent(body -> owe(hook, it.incident(), id, Shape.text(body)));
            }
        }
    }

    /** One call that means nothing, to see who listens. */
    void ping(Hook hook) {
        String id = ids.next();
        owe(hook, "ping", id, Shape.text(hook.shape().ping(id, clock.instant())));
    }

    private void owe(Hook hook, String incident, String id, String body) {
        Instant now = clock.instant();
        rows.add(id, hook.id(), incident, rows.hold(hook.id(), incident), now, body);
        duties.owe(new Duty.Owed(DUTY, 1, hook.id() + "/" + incident, hook.id(), "", now, Duty.Priority.LAST));
    }

    @Override
    public String name() {
        return DUTY;
    }

    @Override
    public void perform(Held held) {
        String[] key = held.duty().key().split("/", 2);
        @Nullable Hook hook = tx.read(() -> rows.find(key[0])).orElse(null);
        HookRows.@Nullable Call call = hook == null ? null : tx.read(() -> rows.next(key[0], key[1])).orElse(null);
        if (hook == null) {
            held.finish(() -> rows.delete(key[0]));
            return;
        }
        if (call == null) {
            held.settle(() -> rows.hold(key[0], key[1]), () -> onward(key));
            return;
        }
        int tries = held.duty().payload().isEmpty() ? 1 : Integer.parseInt(held.duty().payload()) + 1;
        Heard heard = send(hook, call, tries);
        Instant now = clock.instant();
        boolean late = now.isAfter(call.at().plus(LONGEST));
        held.settle(() -> rows.hold(key[0], key[1]), () -> switch (heard) {
            case Heard.Taken _ -> {
                rows.done(call.id());
                rows.heard(hook.id(), now);
                yield onward(key);
            }
            case Heard.Later later when !late -> {
                rows.failing(hook.id(), now, later.why());
                yield new Held.Next.Again(now.plus(later.after()), Integer.toString(tries));
            }
            case Heard.Later later -> givenUp(hook, call, now, later.why() + "; given up after 48 h", key);
            case Heard.Never never -> givenUp(hook, call, now, never.why(), key);
        });
    }

    private Held.Next givenUp(Hook hook, HookRows.Call call, Instant now, String why, String[] key) {
        rows.done(call.id());
        rows.failing(hook.id(), now, why);
        return onward(key);
    }

    private Held.Next onward(String[] key) {
        if (rows.next(key[0], key[1]).isPresent()) {
            return new Held.Next.Again(clock.instant(), "");
        }
        rows.close(key[0], key[1]);
        return new Held.Next.Done();
    }

    private Heard send(Hook hook, HookRows.Call call, int tries) {
        byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
        String secret = sealer.open(tx.read(() -> rows.secret(hook.id())), context(hook.id())).reveal();
        Map<String, String> headers = new LinkedHashMap<>(hook.shape().headers(call.id(), clock.instant(), body, secret));
        headers.put("Content-Type", "application/json");
        URI url = URI.create(hook.url());
        Optional<String> objection = outbound.objection(url);
        if (objection.isPresent()) {
            return new Heard.Later(objection.get(), MOST_PAUSE);
        }
        Duration pause = pause(tries);
        return switch (outbound.send(new Outbound.Call("POST", url, headers, body, WITHIN, MOST_ANSWER))) {
            case Outbound.Answer.Got got when got.status() / 100 == 2 -> new Heard.Taken();
            case Outbound.Answer.Got got when again(got.status()) -> new Heard.Later("it answers " + got.status(), asked(got, pause));
            case Outbound.Answer.Got got -> new Heard.Never("it answers " + got.status());
            case Outbound.Answer.Refused no -> new Heard.Later(no.why(), MOST_PAUSE);
            case Outbound.Answer.Failed no -> new Heard.Later(no.why(), pause);
        };
    }

    private static boolean again(int status) {
        return status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
    }

    /** 5 s, 10 s, 20 s … 15 min. */
    @Override
    public Duration pause(int tries) {
        Duration pause = Duration.ofSeconds(5L << Math.min(tries - 1, 8));
        return pause.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : pause;
    }

    private static Duration asked(Outbound.Answer.Got got, Duration pause) {
        String text = got.headers().getOrDefault("retry-after", "").strip();
        if (!text.matches("\\d{1,6}")) {
            return pause;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        return asked.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : asked.compareTo(pause) < 0 ? pause : asked;
    }

    static String context(String hook) {
        return "incident.hook " + hook;
    }
}
