package org.wakebell.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Keys that machines carry: 160 random bits, stored as SHA-256. A plain hash is enough because the secret is random
 * (OWASP ASVS 5.0, 6.5.2 asks for a slow hash below 112 bits only).
 */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new token, URL-safe, with a prefix that says what it is for: {@code wbs_} source, {@code wbt_} API, … */
    public static Secret fresh(String prefix) {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A key of so many random bytes, in the standard Base64 after the prefix. */
    public static Secret key(String prefix, int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getEncoder().encodeToString(bytes));
    }

    /** A token of lower-case letters and digits only, for senders that insist on a shape; 5.1 bits a character. */
    public static Secret letters(String prefix, int length) {
        StringBuilder text = new StringBuilder(prefix);
        while (text.length() < length) {
            text.append(Character.forDigit(RANDOM.nextInt(36), 36));
        }
        return new Secret(text.toString());
    }

    /** A code for people to type: this many of the given signs, each with the same chance. */
    public static String code(String signs, int length) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(signs.charAt(RANDOM.nextInt(signs.length())));
        }
        return code.toString();
    }

    public static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token.getBytes(StandardCharsets.UTF_8)));
    }

    /** In time that does not depend on where the two differ. */
    public static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Tokens() {}
}
