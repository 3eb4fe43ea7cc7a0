package org.wakebell.platform.secret;

/** Text that must not be printed: a PIN, a key, a password. It shows as dots wherever it is printed by accident. */
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "••••";
    }
}
