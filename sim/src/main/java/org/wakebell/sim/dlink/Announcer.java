package org.wakebell.sim.dlink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Answers multicast DNS questions for {@code _dhnap._tcp.local} as sirens do, on a loopback port instead of the
 * multicast group: every question gets one packet for each siren, with PTR, SRV, TXT and A records (RFC 6762, RFC 6763).
 */
public final class Announcer implements AutoCloseable {

    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int SRV = 33;
    private static final int A = 1;

    private final DatagramSocket socket;
    private final List<byte[]> packets;

    private Announcer(List<byte[]> packets) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.packets = packets;
        Thread.ofVirtual().name("announcer").start(this::answer);
    }

    /** Announces these, each with the address and the MAC that it has. */
    public static Announcer of(DlinkTwin... sirens) {
        try {
            return new Announcer(Arrays.stream(sirens).map(Announcer::packet).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to ask. */
    public InetSocketAddress group() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    private void answer() {
        try {
            while (true) {
                DatagramPacket asked = new DatagramPacket(new byte[512], 512);
                socket.receive(asked);
                for (byte[] packet : packets) {
                    socket.send(new DatagramPacket(packet, packet.length, asked.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // Closed: nobody asks any more.
        }
    }

    private static byte[] packet(DlinkTwin siren) {
        String[] place = siren.address().split(":");
        int port = Integer.parseInt(place[1]);
        byte[] service = name("_dhnap._tcp.local");
        String host = "dch-" + port;
        byte[] instance = joined(label(host), service);
        byte[] target = name(host + ".local");
        byte[] ports = {0, 0, 0, 0, (byte) (port >> 8), (byte) port};
        return joined(
                new byte[] {0, 0, (byte) 0x84, 0, 0, 0, 0, 4, 0, 0, 0, 0},
                record(service, PTR, instance),
                record(instance, SRV, joined(ports, target)),
                record(instance, TXT, joined(label("mac=" + siren.mac()), label("model_number=DCH-S220"))),
                record(target, A, address(place[0])));
    }

    private static byte[] address(String host) {
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] record(byte[] name, int type, byte[] data) {
        byte[] head = {0, (byte) type, (byte) 0x80, 1, 0, 0, 0, 120, (byte) (data.length >> 8), (byte) data.length};
        return joined(name, head, data);
    }

    private static byte[] name(String dotted) {
        byte[] labels = joined(Arrays.stream(dotted.split("\\.")).map(Announcer::label).toArray(byte[][]::new));
        return joined(labels, new byte[1]);
    }

    private static byte[] label(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return joined(new byte[] {(byte) bytes.length}, bytes);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
