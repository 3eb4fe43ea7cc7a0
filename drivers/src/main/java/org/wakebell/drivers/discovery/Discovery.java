package org.wakebell.drivers.discovery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every IPv4 network of this machine who offers a service (multicast DNS, 224.0.0.251:5353). Multicast crosses
 * neither a Docker bridge nor a VLAN; finding nothing means only that.
 */
public final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final InetSocketAddress GROUP = new InetSocketAddress("224.0.0.251", 5353);
    private static final int MOST = 64;
    private static final int MOST_PACKETS = 500;

    private final InstantSource clock;
    private final InetSocketAddress group;

    public Discovery(InstantSource clock) {
        this(clock, GROUP);
    }

    /** @param group asked instead of the multicast group; may be a single host */
    public Discovery(InstantSource clock, InetSocketAddress group) {
        this.clock = clock;
        this.group = group;
    }

    /**
     * @param service such as {@code _dhnap._tcp.local}
     * @param listen how long to wait for answers; two or three seconds
     */
    public Collection<Announced> ask(String service, Duration listen) {
        Map<String, Announced> all = new LinkedHashMap<>();
        try (MulticastSocket socket = new MulticastSocket(0)) {
            socket.setTimeToLive(1);
            send(socket, Dns.question(service));
            Instant until = clock.instant().plus(listen);
            byte[] room = new byte[9000];
            for (int i = 0; i < MOST_PACKETS && clock.instant().isBefore(until) && all.size() < MOST; i++) {
                socket.setSoTimeout((int) Math.max(1, Duration.between(clock.instant(), until).toMillis()));
                DatagramPacket packet = new DatagramPacket(room, room.length);
                socket.receive(packet);
                for (Announced one : Announced.in(room, packet.getLength(), service, packet.getAddress())) {
                    all.putIfAbsent(one.name(), one);
                }
            }
        } catch (SocketTimeoutException e) {
            LOG.debug("{}: {} announced", service, all.size());
        } catch (IOException e) {
            LOG.info("nothing can be found by multicast here: {}", e.toString());
        }
        return List.copyOf(all.values());
    }

    private void send(MulticastSocket socket, byte[] question) throws IOException {
        if (!group.getAddress().isMulticastAddress()) {
            socket.send(new DatagramPacket(question, question.length, group));
            return;
        }
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            boolean useful = each.isUp()
                    && !each.isLoopback()
                    && each.supportsMulticast()
                    && each.inetAddresses().anyMatch(Discovery::isHome);
            if (useful) {
                try {
                    socket.setNetworkInterface(each);
                    socket.send(new DatagramPacket(question, question.length, group));
                } catch (IOException e) {
                    LOG.debug("no multicast on {}: {}", each.getName(), e.toString());
                }
            }
        }
    }

    private static boolean isHome(InetAddress address) {
        return address instanceof Inet4Address && !address.isLoopbackAddress();
    }
}
