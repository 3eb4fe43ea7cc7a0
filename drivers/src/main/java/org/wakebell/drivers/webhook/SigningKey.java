package org.wakebell.drivers.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what leaves, as <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> describes: HMAC-SHA256 over
 * {@code id.timestamp.body}, in Base64 after {@code v1,}. The timestamp lets a receiver refuse what is played back to it
 * later; libraries that check it in constant time exist for most languages.
 */
public final class SigningKey {

    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;
    private static final int MOST = 64;

    private final SecretKeySpec key;

    private SigningKey(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * @param text {@code whsec_} and 24 to 64 bytes in Base64
     * @throws IllegalArgumentException with a sentence that does not repeat it
     */
    public static SigningKey parse(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
            if (bytes.length >= LEAST && bytes.length <= MOST) {
                return new SigningKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what was typed.
        }
        throw new IllegalArgumentException("a signing secret is whsec_ and 24 to 64 bytes in Base64");
    }

    /** 256 bits from the system's generator, as text to be kept. */
    public static String fresh() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The value of {@code webhook-signature}; whole seconds of the instant are signed. */
    public String sign(String id, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "••••";
    }
}
