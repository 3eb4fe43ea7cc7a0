package org.wakebell.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must be read back (a siren's PIN, an SMTP password) with AES-256-GCM, and signs links with HMAC-SHA-256.
 * Both keys are derived from the server's master key, which lives outside the database.
 */
public final class Sealer {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec seal;
    private final byte[] sign;

    /** @param master 32 random bytes */
    public Sealer(byte[] master) {
        if (master.length != 32) {
            throw new IllegalArgumentException("the master key has 32 bytes, not " + master.length);
        }
        this.seal = new SecretKeySpec(Hmac.of(master, utf8("wakebell seal 1")), "AES");
        this.sign = Hmac.of(master, utf8("wakebell sign 1"));
    }

    /** @param context where the secret belongs (table and row), so that a sealed text moved elsewhere does not open */
    public String seal(Secret secret, String context) {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        byte[] body = gcm(Cipher.ENCRYPT_MODE, nonce, utf8(secret.reveal()), 0, context);
        byte[] all = new byte[nonce.length + body.length];
        System.arraycopy(nonce, 0, all, 0, nonce.length);
        System.arraycopy(body, 0, all, nonce.length, body.length);
        return "1:" + Base64.getEncoder().encodeToString(all);
    }

    /** @throws IllegalStateException if it was sealed with another key or for another context */
    public Secret open(String sealed, String context) {
        if (!sealed.startsWith("1:")) {
            throw new IllegalStateException("sealed in a form this version does not know");
        }
        byte[] all = Base64.getDecoder().decode(sealed.substring(2));
        byte[] nonce = java.util.Arrays.copyOf(all, 12);
        return new Secret(new String(gcm(Cipher.DECRYPT_MODE, nonce, all, 12, context), StandardCharsets.UTF_8));
    }

    /** A signature over the text, URL-safe, 32 characters (192 bits). */
    public String sign(String text) {
        byte[] mac = Hmac.of(sign, utf8(text));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(mac, 24));
    }

    public boolean signed(String text, String signature) {
        return Tokens.same(sign(text), signature);
    }

    private byte[] gcm(int mode, byte[] nonce, byte[] in, int from, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, seal, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(utf8(context));
            return cipher.doFinal(in, from, in.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open a sealed secret: the master key is not the one it was sealed with", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
