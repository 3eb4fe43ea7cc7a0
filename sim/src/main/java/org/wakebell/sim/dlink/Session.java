package org.wakebell.sim.dlink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Formatter;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One login as the device sees it. Written from the protocol, apart from any driver. */
final class Session {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    final String cookie = letters(10);
    final String challenge = letters(20);
    final String publicKey = letters(20);
    private final String privateKey;
    private long newest;
    private boolean in;

    Session(String pin) {
        privateKey = keyed(publicKey + pin, challenge);
    }

    synchronized boolean enter(String password) {
        in = keyed(privateKey, challenge).equals(password);
        return in;
    }

    synchronized boolean isIn() {
        return in;
    }

    /** Right for this action, and newer than every one before it. */
    synchronized boolean vouches(String hnapAuth, String quotedAction) {
        String[] parts = hnapAuth.split(" ");
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,12}")) {
            return false;
        }
        long at = Long.parseLong(parts[1]);
        if (at <= newest || !keyed(privateKey, parts[1] + quotedAction).equals(parts[0])) {
            return false;
        }
        newest = at;
        return true;
    }

    private static String keyed(String key, String data) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            Formatter hex = new Formatter(Locale.ROOT);
            for (byte b : mac.doFinal(data.getBytes(StandardCharsets.UTF_8))) {
                hex.format("%02X", b);
            }
            return hex.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
