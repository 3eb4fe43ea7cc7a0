package org.wakebell.drivers.dlink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of an HNAP login, as in github.com/ldotlopez/python-hnap ({@code soapclient.py}) and
 * github.com/bikerp/dsp-w215-hnap: HMAC-MD5 throughout, every result used as 32 upper-case hexadecimal characters.
 */
record HnapKeys(String privateKey) {

    static HnapKeys of(String pin, String challenge, String publicKey) {
        return new HnapKeys(hmac(publicKey + pin, challenge));
    }

    String password(String challenge) {
        return hmac(privateKey, challenge);
    }

    /** The header {@code HNAP_AUTH}; the quotes around the action are part of what is signed. */
    String auth(String quotedAction, long seconds) {
        return hmac(privateKey, seconds + quotedAction) + " " + seconds;
    }

    private static String hmac(String key, String data) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().withUpperCase().formatHex(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacMD5", e);
        }
    }

    @Override
    public String toString() {
        return "HnapKeys[••••]";
    }
}
