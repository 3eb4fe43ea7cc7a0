package org.wakebell.home;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Server addresses: which are acceptable, and what stands behind them. */
final class Addresses {

    /** Base address of a server, as typed by a person; {@code wss} and {@code ws} are taken too. */
    static URI server(String typed) throws Exit.Now {
        try {
            URI uri = new URI(typed.contains("://") ? typed : "https://" + typed);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT).replace("wss", "https").replace("ws", "http");
            if (uri.getHost() == null || uri.getUserInfo() != null || !(scheme.equals("https") || scheme.equals("http"))) {
                throw new Exit.Now(Exit.USAGE, "\"" + typed + "\" is not a server address like https://wakebell.example.org.");
            }
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            return new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null);
        } catch (URISyntaxException e) {
            throw new Exit.Now(Exit.USAGE, "\"" + typed + "\" is not a server address like https://wakebell.example.org.");
        }
    }

    static URI webSocket(URI server) {
        return URI.create(server.toString().replaceFirst("^http", "ws") + "/agent/ws");
    }

    static URI pairing(URI server) {
        return URI.create(server + "/agent/pair");
    }

    /**
     * Plain HTTP carries a siren's PIN for all to read, so it is allowed only where nobody else listens: on this
     * machine and on private networks.
     */
    static boolean mayBePlain(URI server) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(server.getHost())) {
            if (!isPrivate(address)) {
                return false;
            }
        }
        return true;
    }

    /** Loopback, RFC 1918, link-local, IPv6 unique local (RFC 4193) and shared address space (RFC 6598). */
    static boolean isPrivate(InetAddress address) {
        byte[] b = address.getAddress();
        boolean uniqueLocal = b.length == 16 && (b[0] & 0xfe) == 0xfc;
        boolean shared = b.length == 4 && b[0] == 100 && (b[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal
                || shared;
    }

    private Addresses() {}
}
