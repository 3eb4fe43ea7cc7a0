package org.wakebell.oncall.subscribe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.Fed;
import org.wakebell.oncall.ics.Ics;
import org.wakebell.oncall.ics.IcsRefused;
import org.wakebell.people.Absences;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;

/**
 * Reads one calendar, every 15 minutes. The last good copy counts until there is a better one: when the calendar cannot
 * be read or has become empty, nobody's shift or vacation disappears, and Health says so.
 */
final class ReadCalendar implements DutyKind {

    static final String KIND = "oncall.read-calendar";
    static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration WITHIN = Duration.ofSeconds(30);

    /** @param copy the last good one, or null */
    private record Row(Subscription subscription, String url, String etag, String modified, byte @Nullable [] copy) {}

    /**
     * What the wire gave.
     *
     * @param copy what counts from now on
     * @param fresh whether it is a new one
     */
    private record Fetched(byte @Nullable [] copy, boolean fresh, String etag, String modified, String trouble) {}

    /** @param reading null if nothing that counts was ever read */
    private record Read(@Nullable Reading reading, int events, String trouble) {}

    private final Clock clock;
    private final Tx tx;
    private final Sealer sealer;
    private final Outbound outbound;
    private final People people;
    private final Absences absences;
    private final Fed fed;

    ReadCalendar(Clock clock, Tx tx, Sealer sealer, Outbound outbound, People people, Absences absences, Fed fed) {
        this.clock = clock;
        this.tx = tx;
        this.sealer = sealer;
        this.outbound = outbound;
        this.people = people;
        this.absences = absences;
        this.fed = fed;
    }

    @Override
    public String name() {
        return KIND;
    }

    /** A calendar that cannot be read is no poison: it is asked again. */
    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void perform(Held held) {
        Optional<Row> row = row(held.duty().key());
        if (row.isEmpty()) {
            held.finish(() -> {});
            return;
        }
        // All that takes time is done before the transaction: on SQLite a page would wait for it.
        Fetched fetched = better(row.get(), fetch(row.get()));
        Read read = read(row.get(), fetched);
        held.again(clock.instant().plus(EVERY), "", () -> keep(row.get().subscription, fetched, read));
    }

    private Optional<Row> row(String id) {
        return tx.read(() -> tx.sql("SELECT * FROM oncall_subscription WHERE id = ?")
                .params(id)
                .query((row, n) -> new Row(
                        Subscriptions.read(row), row.getString("url"), row.getString("etag"), row.getString("modified"), row.getBytes("copy")))
                .optional());
    }

    private Fetched fetch(Row row) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "text/calendar, */*;q=0.5");
        if (row.copy != null && !row.etag.isEmpty()) {
            headers.put("If-None-Match", row.etag);
        }
        if (row.copy != null && !row.modified.isEmpty()) {
            headers.put("If-Modified-Since", row.modified);
        }
        URI url = URI.create(sealer.open(row.url, Subscriptions.context(row.subscription.id())).reveal());
        Outbound.Call call = new Outbound.Call("GET", url, headers, new byte[0], WITHIN, Ics.MOST_BYTES);
        return switch (outbound.send(call)) {
            case Outbound.Answer.Got got when got.status() == 304 -> new Fetched(row.copy, false, row.etag, row.modified, "");
            case Outbound.Answer.Got got when got.status() == 200 -> new Fetched(
                    got.body(), true, got.headers().getOrDefault("etag", ""), got.headers().getOrDefault("last-modified", ""), "");
            case Outbound.Answer.Got got -> old(row, "it answers " + got.status());
            case Outbound.Answer.Refused refused -> old(row, refused.why() + "; whoever runs this server may allow it: outbound.allow in wakebell.yml");
            case Outbound.Answer.Failed failed -> old(row, failed.why());
        };
    }

    private static Fetched old(Row row, String trouble) {
        return new Fetched(row.copy, false, row.etag, row.modified, trouble);
    }

    /** What is no calendar, or has suddenly nothing in it, does not replace one that had. */
    private static Fetched better(Row row, Fetched fetched) {
        if (!fetched.fresh || fetched.copy == null) {
            return fetched;
        }
        try {
            int events = Ics.read(fetched.copy, row.subscription.zone()).events();
            return events == 0 && row.subscription.events() > 0 ? old(row, "it is empty now, and was not") : fetched;
        } catch (IcsRefused refused) {
            return old(row, refused.said());
        }
    }

    private Read read(Row row, Fetched fetched) {
        if (fetched.copy == null) {
            return new Read(null, row.subscription.events(), fetched.trouble);
        }
        try {
            Ics ics = Ics.read(fetched.copy, row.subscription.zone());
            Reading reading = new Reading(row.subscription, people, ics, clock.instant());
            return new Read(reading, ics.events(), fetched.trouble);
        } catch (IcsRefused refused) {
            return new Read(null, row.subscription.events(), refused.said());
        }
    }

    private void keep(Subscription subscription, Fetched fetched, Read read) {
        Instant now = clock.instant();
        String notes = read.reading == null ? String.join("\n", subscription.notes()) : apply(subscription, read.reading);
        tx.sql("""
                        UPDATE oncall_subscription SET etag = ?, modified = ?, events = ?, trouble = ?, notes = ?,
                          since = CASE WHEN CAST(? AS text) = '' THEN NULL ELSE COALESCE(since, CAST(? AS bigint)) END
                        WHERE id = ?
                        """)
                .params(fetched.etag, fetched.modified, read.events, read.trouble, notes, read.trouble, Micros.of(now), subscription.id())
                .update();
        byte[] copy = fetched.copy;
        if (fetched.fresh && copy != null) {
            tx.sql("UPDATE oncall_subscription SET copy = ? WHERE id = ?").params(copy, subscription.id()).update();
        }
        if (read.trouble.isEmpty()) {
            tx.sql("UPDATE oncall_subscription SET good = ? WHERE id = ?").params(Micros.of(now), subscription.id()).update();
        }
    }

    private String apply(Subscription subscription, Reading reading) {
        if (subscription.kind() == Subscription.Kind.SHIFTS) {
            fed.replace(
                    subscription.id(), subscription.schedule(), subscription.label(), subscription.priority(), reading.shifts());
        } else {
            absences.replace(Actor.system(), Subscriptions.source(subscription.id()), reading.absences()).forEach(reading::note);
        }
        return reading.notes();
    }
}
