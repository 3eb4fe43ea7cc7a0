package org.wakebell.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ed25519 keys (RFC 8032) of both ends, and the texts they sign. Each text names its purpose, the agent and both
 * nonces, so that a signature made for one connection, direction or agent is worth nothing in another.
 */
public final class Keys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PrivateKey secret;
    private final String publicKey;
    private final String privateKey;

    private Keys(PrivateKey secret, String publicKey, String privateKey) {
        this.secret = secret;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    public static Keys fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Keys(pair.getPrivate(), text(pair.getPublic().getEncoded()), text(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** @throws IllegalArgumentException if these are not the two halves of a key pair */
    public static Keys of(String publicKey, String privateKey) {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes(privateKey)));
            Keys keys = new Keys(secret, publicKey, privateKey);
            if (!verify(publicKey, "wakebell key test", keys.sign("wakebell key test"))) {
                throw new IllegalArgumentException("the two halves of the key do not belong together");
            }
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key", e);
        }
    }

    /** X.509 form, base64url. */
    public String publicKey() {
        return publicKey;
    }

    /** PKCS #8 form, base64url: a secret, for the place where it is kept. */
    public String privateKey() {
        return privateKey;
    }

    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /** False for a wrong signature, and for anything that is not a key or a signature at all. */
    public static boolean verify(String publicKey, String text, String signature) {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes(publicKey)));
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(bytes(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** True for text that {@link #verify} could use as a key. */
    public static boolean isPublicKey(String text) {
        try {
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes(text)));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** 256 random bits. */
    public static String nonce() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    /** What the agent signs. */
    public static String helloText(String agent, String serverNonce, String agentNonce) {
        return "wakebell hello 1\n" + agent + "\n" + serverNonce + "\n" + agentNonce;
    }

    /** What the server signs. */
    public static String welcomeText(String agent, String serverNonce, String agentNonce) {
        return "wakebell welcome 1\n" + agent + "\n" + serverNonce + "\n" + agentNonce;
    }

    @Override
    public String toString() {
        return "Keys[" + publicKey + "]";
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
