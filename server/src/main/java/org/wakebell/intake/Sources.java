package org.wakebell.intake;

import java.util.List;
import java.util.Optional;
import org.wakebell.grading.BadRule;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/** What people do with sources. Every change moves the version and is audited in the same commit. */
public final class Sources {

    /** How much of a key is kept readable, so that people can tell their keys apart. */
    static final int PREFIX = 8;

    /** PagerDuty's senders insist on 32 characters. */
    private static final int KEY_LENGTH = 32;

    private static final int ACTIVE_KEYS = 2;
    private static final long FEWEST = 60;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final People people;
    private final Rights rights;
    private final Senders senders;
    private final Pokes pokes;

    Sources(Clock clock, Tx tx, Ids ids, People people, Senders senders, Pokes pokes) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.people = people;
        this.rights = new Rights(people);
        this.senders = senders;
        this.pokes = pokes;
    }

    /** @param key shown now and never again */
    public record Created(Source source, Secret key) {}

    public List<Source> all() {
        return tx.read(() -> SourceRows.all(tx));
    }

    public Optional<Source> find(String id) {
        return tx.read(() -> SourceRows.one(tx, id));
    }

    /** With its first rules and its first key. */
    public Created create(Actor by, String name, String service, String kind) {
        String title = name(name);
        SourceKind known = SourceKind.of(kind);
        if (known == null) {
            throw Refusal.invalid("kind", "No source is of kind \"" + kind + "\". Choose opentelemetry, jsonlines, pagerduty or prometheus.");
        }
        if (people.service(service).isEmpty()) {
            throw Refusal.invalid("service", "There is no such service. Make it on the People screen first, then choose it here.");
        }
        rights.requireAct(by, service, Role.RESPONDER);
        Source source = new Source(ids.next(), title, service, known, false, known.firstRules(), 1, Grade.NOTICE, Source.MOST,
                clock.instant());
        Secret key = Tokens.letters("wbs", KEY_LENGTH);
        tx.write(() -> {
            bump();
            tx.sql("""
                    INSERT INTO intake_source (id, name, service, kind, trusted, rules, rules_version, silent_grade, most, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
                    .params(List.of(
                            source.id(), title, service, known.word(), false, RulesText.write(source.rules()), 1,
                            source.silent().name(), source.most(), Micros.of(source.created())))
                    .update();
            insertKey(source.id(), key);
            people.audit(by, "intake.create", source.id(), title + " for " + service);
        });
        return new Created(source, key);
    }

    public void edit(Actor by, String id, String name, String service) {
        String title = name(name);
        change(by, id, "intake.edit", title + " for " + service, source -> {
            rights.requireAct(by, service, Role.RESPONDER);
            if (people.service(service).isEmpty()) {
                throw Refusal.invalid("service", "There is no such service. Choose one from the list.");
            }
            return tx.sql("UPDATE intake_source SET name = ?, service = ? WHERE id = ?").params(title, service, id).update();
        });
    }

    /**
     * Replaces all rules.
     *
     * @param version the one that was edited; if someone else saved meanwhile, nothing is changed
     */
    public void rules(Actor by, String id, List<Rule> rules, int version) {
        try {
            Rules.compile(rules);
        } catch (BadRule e) {
            throw Refusal.invalid("rules[" + e.number() + "]", e.message());
        }
        change(by, id, "intake.rules", RulesText.write(rules), Role.TRIAGER, source -> {
            int changed = tx.sql("UPDATE intake_source SET rules = ?, rules_version = rules_version + 1 WHERE id = ? AND rules_version = ?")
                    .params(RulesText.write(rules), id, version)
                    .update();
            if (changed == 0) {
                throw Refusal.conflict("Someone else changed these rules while you were editing. Open them again and repeat your change.");
            }
            return changed;
        });
    }

    /** Only an admin: a trusted source wakes people with no human between. */
    public void trust(Actor by, String id, boolean trusted) {
        requireAdmin(by, "Only an admin may say that a source is trusted: its 911s wake people with no triager between.");
        change(by, id, trusted ? "intake.trust" : "intake.distrust", "", source ->
                tx.sql("UPDATE intake_source SET trusted = ? WHERE id = ?").params(trusted, id).update());
    }

    /** What it means when the source falls silent. */
    public void silent(Actor by, String id, Grade grade) {
        change(by, id, "intake.silent", Rules.written(grade), source ->
                tx.sql("UPDATE intake_source SET silent_grade = ? WHERE id = ?").params(grade.name(), id).update());
    }

    /** How many events a minute each node takes from it; more are refused with 429, counted and shown on Health. */
    public void most(Actor by, String id, long events) {
        if (events < FEWEST || events > 1_000_000_000L) {
            throw Refusal.invalid("most", "The limit is 60 to 1,000,000,000 events a minute; " + Source.MOST + " is usual.");
        }
        change(by, id, "intake.limit", events + " a minute", source ->
                tx.sql("UPDATE intake_source SET most = ? WHERE id = ?").params(events, id).update());
    }

    /** A second key, so that senders can change over one by one; then the old one is retired. */
    public Secret newKey(Actor by, String id) {
        Secret key = Tokens.letters("wbs", KEY_LENGTH);
        change(by, id, "intake.key", key.reveal().substring(0, PREFIX) + "…", source -> {
            int active = tx.sql("SELECT count(*) FROM intake_key WHERE source = ? AND retired_at IS NULL").param(id).query(Integer.class).single();
            if (active >= ACTIVE_KEYS) {
                throw Refusal.conflict("This source has two keys already. Retire the one that is no longer used, then make a new one.");
            }
            return insertKey(id, key);
        });
        return key;
    }

    public void retire(Actor by, String id, String key) {
        change(by, id, "intake.retire", key, source -> {
            int changed = tx.sql("UPDATE intake_key SET retired_at = ? WHERE id = ? AND source = ? AND retired_at IS NULL")
                    .params(Micros.of(clock.instant()), key, id)
                    .update();
            if (changed == 0) {
                throw Refusal.missing("This source has no such active key.");
            }
            return changed;
        });
    }

    /** Its keys stop working at once; alerts that it raised stay. */
    public void delete(Actor by, String id) {
        change(by, id, "intake.delete", "", source -> {
            tx.sql("DELETE FROM intake_key WHERE source = ?").param(id).update();
            tx.sql("DELETE FROM intake_seen WHERE source = ?").param(id).update();
            tx.sql("DELETE FROM intake_hour WHERE source = ?").param(id).update();
            return tx.sql("DELETE FROM intake_source WHERE id = ?").param(id).update();
        });
    }

    /** One change, in SQL; returns the rows changed. */
    @FunctionalInterface
    private interface Change {
        int in(Source source);
    }

    private void change(Actor by, String id, String what, String detail, Change work) {
        change(by, id, what, detail, Role.RESPONDER, work);
    }

    private void change(Actor by, String id, String what, String detail, Role also, Change work) {
        tx.write(() -> {
            // First, so that on PostgreSQL two changes wait for one another here and the checks below see the truth.
            bump();
            Source source = SourceRows.one(tx, id).orElseThrow(() -> Refusal.missing("There is no such source."));
            rights.requireAct(by, source.service(), Role.RESPONDER, also);
            if (source.trusted()) {
                requireAdmin(by, "This source is trusted and wakes people with no triager between, so only an admin may change it.");
            }
            if (work.in(source) != 1) {
                throw Refusal.conflict("Someone else changed this source just now. Open it again and repeat your change.");
            }
            people.audit(by, what, id, detail);
        });
    }

    private static void requireAdmin(Actor by, String why) {
        if (!by.is(Role.ADMIN) && by.via() != Actor.Via.SYSTEM) {
            throw Refusal.forbidden(why);
        }
    }

    private int insertKey(String source, Secret key) {
        return tx.sql("INSERT INTO intake_key (id, source, hash, prefix, created_at) VALUES (?, ?, ?, ?, ?)")
                .params(ids.next(), source, Tokens.hash(key.reveal()), key.reveal().substring(0, PREFIX), Micros.of(clock.instant()))
                .update();
    }

    private void bump() {
        tx.sql("UPDATE intake_version SET version = version + 1 WHERE id = 1").update();
        tx.afterCommit(senders::refresh);
        pokes.poke("intake");
    }

    private static String name(String name) {
        String clean = name.strip();
        if (clean.isEmpty() || clean.length() > 100 || clean.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("name", "A source needs a name of 1 to 100 characters, such as \"checkout logs\".");
        }
        return clean;
    }
}
