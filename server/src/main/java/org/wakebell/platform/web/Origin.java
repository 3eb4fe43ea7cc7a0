package org.wakebell.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How people reach this server, for links that leave it.
 *
 * @param configured scheme, host and port, without a path; null if the operator gave none
 */
public record Origin(@Nullable URI configured) {

    /** Without a slash at the end; as the browser asked if nothing is configured. */
    public String of(HttpServletRequest request) {
        if (configured != null) {
            return configured.toString().replaceAll("/+$", "");
        }
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
