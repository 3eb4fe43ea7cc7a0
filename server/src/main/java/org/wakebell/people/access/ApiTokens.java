package org.wakebell.people.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Refusal;

/**
 * Keys for programs that act for a person. Shown once, kept as a hash. A token can do what its owner can do now, within
 * the roles it was made with: roles taken from the owner are taken from the token.
 */
public final class ApiTokens {

    public static final String PREFIX = "wbt_";
    private static final Duration USE_WRITTEN_EVERY = Duration.ofMinutes(1);
    private static final int MOST = 50;

    public record Token(String id, String label, Set<Role> roles, Instant created, @Nullable Instant used) {}

    private record Found(String id, String person, Set<Role> roles, @Nullable Instant used) {}

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final People people;

    ApiTokens(Clock clock, Tx tx, Ids ids, People people) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.people = people;
    }

    /** @param roles none beyond the owner's own */
    public Secret make(Actor by, String typed, Set<Role> roles) {
        String label = typed.strip();
        if (label.isEmpty() || label.length() > 80) {
            throw Refusal.invalid("label", "Say in up to 80 characters what the token is for, so that you know what breaks when you revoke it.");
        }
        Set<Role> own = people.person(by.person()).map(Person::roles).orElse(Set.of());
        if (roles.isEmpty() || !own.containsAll(roles)) {
            throw Refusal.invalid("roles", "Choose one or more of your own roles.");
        }
        Secret token = Tokens.fresh(PREFIX);
        tx.write(() -> {
            if (of(by.person()).size() >= MOST) {
                throw Refusal.conflict("You have " + MOST + " tokens. Revoke those that nobody uses first.");
            }
            String id = ids.next();
            tx.sql("INSERT INTO people_token (id, hash, person, label, roles, created) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(
                            id,
                            Tokens.hash(token.reveal()),
                            by.person(),
                            label,
                            roles.stream().map(Role::name).sorted().collect(Collectors.joining(",")),
                            Micros.of(clock.instant()))
                    .update();
            people.audit(by, "people.make-token", id, label);
        });
        return token;
    }

    public List<Token> of(String person) {
        return tx.read(() -> tx.sql("SELECT id, label, roles, created, used FROM people_token WHERE person = ? ORDER BY created, id")
                .params(person)
                .query((row, n) -> new Token(
                        row.getString("id"),
                        row.getString("label"),
                        roles(row.getString("roles")),
                        Micros.instant(row, "created"),
                        Micros.nullable(row, "used")))
                .list());
    }

    /** One's own; an admin may revoke anybody's. */
    public void revoke(Actor by, String id) {
        tx.write(() -> {
            int rows = tx.sql("DELETE FROM people_token WHERE id = ? AND (person = ? OR ? = 1)")
                    .params(id, by.person(), by.is(Role.ADMIN) ? 1 : 0)
                    .update();
            if (rows == 0) {
                throw Refusal.missing("There is no such token of yours.");
            }
            people.audit(by, "people.revoke-token", id, "");
        });
    }

    /** Who comes with this token, if it is known and its owner is active. */
    public Optional<Actor> actor(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Optional<Found> found = tx.read(() -> tx.sql("SELECT id, person, roles, used FROM people_token WHERE hash = ?")
                .params(Tokens.hash(token))
                .query((row, n) -> new Found(
                        row.getString("id"), row.getString("person"), roles(row.getString("roles")), Micros.nullable(row, "used")))
                .optional());
        return found.flatMap(f -> people.person(f.person).filter(Person::active).map(owner -> {
            touch(f);
            Set<Role> held = new HashSet<>(f.roles);
            held.retainAll(owner.roles());
            return new Actor(owner.id(), owner.name(), held, Actor.Via.TOKEN);
        }));
    }

    private void touch(Found token) {
        Instant now = clock.instant();
        if (token.used == null || token.used.plus(USE_WRITTEN_EVERY).isBefore(now)) {
            tx.write(() -> {
                tx.sql("UPDATE people_token SET used = ? WHERE id = ?").params(Micros.of(now), token.id).update();
            });
        }
    }

    private static Set<Role> roles(String text) {
        return text.isEmpty()
                ? Set.of()
                : java.util.Arrays.stream(text.split(",")).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
