package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Tokens;

/**
 * One-time codes: 40 random bits, ten minutes, stored as a keyed hash, so that neither the table nor the time of an
 * answer tells one. Guessing is bounded in the database, for all nodes together: per code, per network address, and over
 * all (OWASP ASVS 5.0, 6.6.3). Every try counts, the right one too.
 */
final class PairingCodes {

    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int PER_CODE = 5;
    private static final int PER_ADDRESS = 10;
    private static final int OVER_ALL = 200;

    /** 32 signs that nobody mixes up: no I and 1, no O and 0. */
    private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Tx tx;
    private final Sealer sealer;

    PairingCodes(Tx tx, Sealer sealer) {
        this.tx = tx;
        this.sealer = sealer;
    }

    /** A new code in the open transaction, as in {@code K7QM-3XPR}. The owner's older ones end. */
    String issue(String owner, String maker, Instant now) {
        String code = Tokens.code(SIGNS, 4) + "-" + Tokens.code(SIGNS, 4);
        tx.sql("DELETE FROM bells_pairing WHERE (owner = ? AND used IS NULL) OR expires < ?")
                .params(owner, Micros.of(now.minus(Duration.ofDays(1))))
                .update();
        tx.sql("INSERT INTO bells_pairing (code, owner, maker, expires, used) VALUES (?, ?, ?, ?, NULL)")
                .params(hash(code), owner, maker, Micros.of(now.plus(LIFE)))
                .update();
        return code;
    }

    /** Counts a try in the open transaction. False if it is one too many: then the code must not even be looked at. */
    boolean mayTry(String code, String address, Instant now) {
        long span = now.getEpochSecond() / LIFE.toSeconds();
        tx.sql("DELETE FROM bells_pairing_try WHERE span < ?").params(span - 1).update();
        // Always in this order, so that two nodes never wait for each other.
        boolean all = count("all", span) <= OVER_ALL;
        boolean byCode = count("code:" + hash(code), span) <= PER_CODE;
        boolean byAddress = count("ip:" + network(address), span) <= PER_ADDRESS;
        return all && byCode && byAddress;
    }

    private int count(String bucket, long span) {
        tx.sql("""
                        INSERT INTO bells_pairing_try (bucket, span, tries) VALUES (?, ?, 1)
                        ON CONFLICT (bucket, span) DO UPDATE SET tries = bells_pairing_try.tries + 1
                        """)
                .params(bucket, span)
                .update();
        return tx.sql("SELECT tries FROM bells_pairing_try WHERE bucket = ? AND span = ?")
                .params(bucket, span)
                .query(Integer.class)
                .single();
    }

    /** The owner whose code this was; nobody gets it twice. */
    Optional<String> use(String code, Instant now) {
        String hash = hash(code);
        int rows = tx.sql("UPDATE bells_pairing SET used = ? WHERE code = ? AND used IS NULL AND expires > ?")
                .params(Micros.of(now), hash, Micros.of(now))
                .update();
        if (rows != 1) {
            return Optional.empty();
        }
        return Optional.of(tx.sql("SELECT owner FROM bells_pairing WHERE code = ?")
                .params(hash)
                .query(String.class)
                .single());
    }

    private String hash(String code) {
        return sealer.sign("pairing " + plain(code));
    }

    /** As people type: lower case, spaces, no dash. */
    private static String plain(String code) {
        String plain = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return plain.length() > 16 ? plain.substring(0, 16) : plain;
    }

    /** One customer of an IPv6 provider has a /64 at least: that counts as one address. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = java.net.InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4 ? address : java.util.HexFormat.of().formatHex(bytes, 0, 8);
        } catch (IllegalArgumentException e) {
            return "unreadable";
        }
    }
}
