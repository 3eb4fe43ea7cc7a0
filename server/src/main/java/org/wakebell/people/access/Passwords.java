package org.wakebell.people.access;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Refusal;

/**
 * Passwords, kept as Argon2id with 19 MiB, 3 rounds, 1 lane: about 90 ms on one 2024 server core. (OWASP's Password
 * Storage Cheat Sheet asks for 19 MiB and 2 rounds at least.) A person without a password has none that fits.
 */
public final class Passwords {

    /** What an unknown account is compared with, so that it takes as long as a known one; same cost, never a match. */
    private static final String NOBODY =
            "$argon2id$v=19$m=19456,t=3,p=1$BKFNT0Q47l9Ekmp2Q4TU/w$Kd1i97i+Ny7DUBcTeUIeolUHUskLUIg65gcvZ50unIc";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final Set<String> FIRST_GUESSES = Set.of(
            "123456789012", "1234567890123", "passwordpassword", "password1234", "qwertyuiop12", "qwertyuiopas", "wakebellwakebell");

    private final Clock clock;
    private final Tx tx;
    private final Argon2PasswordEncoder argon = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 3);
    /** Each check takes 19 MiB of heap: sign-in must not be able to take the server's memory. */
    private final Semaphore room = new Semaphore(2, true);

    Passwords(Clock clock, Tx tx) {
        this.clock = clock;
        this.tx = tx;
    }

    /** Takes the same time whether the person exists, has a password, or typed a wrong one. Not inside a transaction. */
    public boolean fits(@Nullable Person person, Secret typed) {
        Tx.refuseInside("checking a password");
        String hash = person == null ? null : hash(person.id());
        boolean fits = slowly(() -> argon.matches(typed.reveal(), hash == null ? NOBODY : hash));
        return fits && hash != null && person != null && person.active();
    }

    /** Checks the rule and hashes; the result goes to {@link #keep}. Not inside a transaction. */
    Secret hashed(Secret typed, String name, String email) {
        Tx.refuseInside("hashing a password");
        check(typed.reveal(), name, email);
        return new Secret(slowly(() -> argon.encode(typed.reveal())));
    }

    /** @throws Refusal that says what is wrong with it */
    private static void check(String password, String name, String email) {
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST) {
            throw Refusal.invalid("password", "At least " + SHORTEST + " characters, please: four plain words do.");
        }
        if (password.length() > LONGEST) {
            throw Refusal.invalid("password", "At most " + LONGEST + " characters, please.");
        }
        boolean personal = lower.contains(email.toLowerCase(Locale.ROOT)) || lower.equals(name.toLowerCase(Locale.ROOT));
        if (FIRST_GUESSES.contains(lower) || personal || lower.chars().distinct().count() < 4) {
            throw Refusal.invalid("password", "This one would be guessed first. Four words that have nothing to do with each other are better.");
        }
    }

    /** In the caller's transaction. */
    void keep(String person, Secret hash) {
        tx.sql("""
                INSERT INTO people_password (person, hash, changed) VALUES (?, ?, ?)
                ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, changed = excluded.changed
                """)
                .params(person, hash.reveal(), Micros.of(clock.instant()))
                .update();
    }

    public boolean has(String person) {
        return hash(person) != null;
    }

    private @Nullable String hash(String person) {
        return tx.<@Nullable String>read(() -> tx.sql("SELECT hash FROM people_password WHERE person = ?")
                .params(person)
                .query(String.class)
                .optional()
                .orElse(null));
    }

    private <T> T slowly(java.util.function.Supplier<T> work) {
        room.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            room.release();
        }
    }
}
