package org.wakebell.home;

import java.net.URI;
import java.util.List;
import org.wakebell.wire.Keys;

/**
 * What pairing left behind.
 *
 * @param agent this agent's id at the server
 * @param keys its own key pair; the private half never leaves the folder
 * @param serverKey whom it obeys
 * @param servers where to find it
 */
record Identity(String agent, String name, String owner, Keys keys, String serverKey, List<URI> servers) {
    Identity {
        servers = List.copyOf(servers);
    }

    Identity at(List<URI> others) {
        return new Identity(agent, name, owner, keys, serverKey, others);
    }
}
