package org.wakebell.platform.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a call may go: to the public internet, or to what the operator named. It looks at the address that will be
 * connected to, never at how it was written, so decimal, octal and mapped spellings change nothing. Ranges are those of
 * the IANA IPv4 and IPv6 Special-Purpose Address Registries.
 */
public final class Guard {

    private static final int[][] CLOSED_4 = {
        {0x00000000, 8}, {0x0A000000, 8}, {0x64400000, 10}, {0x7F000000, 8}, {0xA9FE0000, 16}, {0xAC100000, 12},
        {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24},
        {0xCB007100, 24}, {0xE0000000, 4}, {0xF0000000, 4},
    };

    private final Set<String> named;

    /** @param named hosts, as {@code host} or {@code host:port}, that the operator allows wherever they lie */
    public Guard(Set<String> named) {
        this.named = Set.copyOf(named);
    }

    /** Why the URL itself may not be called, if so. */
    Optional<String> refuses(URI url) {
        String scheme = url.getScheme();
        if (scheme == null || !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            return Optional.of("only http and https are called");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.of("a URL to call has a plain host and no name or password in it");
        }
        int port = port(url);
        if (port != 80 && port != 443 && (port < 1024 || port > 65_535) && !isNamed(url)) {
            return Optional.of("port " + port + " is not called: 80, 443 and those from 1024 are");
        }
        return Optional.empty();
    }

    /** Why this address may not be connected to for this URL, if so. */
    Optional<String> refuses(URI url, InetAddress address) {
        return isNamed(url) || isPublic(address)
                ? Optional.empty()
                : Optional.of(url.getHost() + " leads to an address that is not on the public internet");
    }

    boolean isNamed(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return named.contains(host) || named.contains(host + ":" + port(url));
    }

    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic4(number(four.getAddress(), 0));
            case Inet6Address six -> isPublic6(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic4(int address) {
        for (int[] range : CLOSED_4) {
            int mask = -1 << (32 - range[1]);
            if ((address & mask) == range[0]) {
                return false;
            }
        }
        return true;
    }

    /** Only 2000::/3 is routed; inside it, tunnels are as public as the IPv4 address they carry. */
    private static boolean isPublic6(byte[] a) {
        int first = number(a, 0);
        if (first == 0x0064FF9B && number(a, 4) == 0 && number(a, 8) == 0) {
            return isPublic4(number(a, 12)); // NAT64, RFC 6052
        }
        if ((a[0] & 0xE0) != 0x20) {
            return false;
        }
        if ((first >>> 16) == 0x2002) {
            return isPublic4(number(a, 2)); // 6to4, RFC 3056
        }
        // Teredo and the rest of 2001::/23, documentation 2001:db8::/32 and 3fff::/20
        return (first & 0xFFFFFE00) != 0x20010000 && first != 0x20010DB8 && (first & 0xFFFFF000) != 0x3FFF0000;
    }

    private static int number(byte[] bytes, int from) {
        int n = 0;
        for (byte b : Arrays.copyOfRange(bytes, from, from + 4)) {
            n = n << 8 | b & 0xFF;
        }
        return n;
    }

    /** Names to addresses; a parameter so that tests can lie as an attacker's name server does. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
