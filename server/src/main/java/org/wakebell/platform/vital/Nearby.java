package org.wakebell.platform.vital;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Does a request come from this very machine, and not through a proxy on it? */
final class Nearby {

    static boolean isHere(HttpServletRequest request) {
        if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null || request.getHeader("Via") != null) {
            return false;
        }
        try {
            // An address in digits, as the container gives it, is never looked up.
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Nearby() {}
}
