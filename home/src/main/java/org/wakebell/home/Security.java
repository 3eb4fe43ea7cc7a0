package org.wakebell.home;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a connection begin or not. */
final class Security {

    private static final Logger LOG = LoggerFactory.getLogger(Security.class);
    private static final Set<URI> WARNED = ConcurrentHashMap.newKeySet();

    /** @throws IOException if the address is plain HTTP on a network where others may listen */
    static void check(URI server) throws IOException {
        if ("https".equals(server.getScheme())) {
            return;
        }
        try {
            if (!Addresses.mayBePlain(server)) {
                throw new IOException("plain http is refused outside private networks; use https");
            }
        } catch (UnknownHostException e) {
            throw new IOException("no such host", e);
        }
        if (WARNED.add(server)) {
            LOG.warn("{} is not encrypted: whoever listens on this network reads the siren's PIN. Use https where you can.", server);
        }
    }

    private Security() {}
}
