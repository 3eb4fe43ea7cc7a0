package org.wakebell.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class DiscoveryTest {

    static final String SERVICE = "_dhnap._tcp.local";
    static final InetAddress SENDER = InetAddress.getLoopbackAddress();

    /** A packet as a siren sends it, names compressed. */
    static final class Packet {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        int records;

        Packet() {
            out.writeBytes(new byte[12]);
        }

        static byte[] name(String name) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String label : name.split("\\.")) {
                bytes.write(label.length());
                bytes.writeBytes(label.getBytes(StandardCharsets.UTF_8));
            }
            bytes.write(0);
            return bytes.toByteArray();
        }

        Packet record(byte[] name, int type, byte[] data) {
            out.writeBytes(name);
            out.writeBytes(new byte[] {0, (byte) type, (byte) 0x80, 1, 0, 0, 0, 120, (byte) (data.length >> 8), (byte) data.length});
            out.writeBytes(data);
            records++;
            return this;
        }

        byte[] bytes() {
            byte[] bytes = out.toByteArray();
            bytes[2] = (byte) 0x84;
            bytes[7] = (byte) records;
            return bytes;
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] texts(String... pairs) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String pair : pairs) {
            all.write(pair.length());
            all.writeBytes(pair.getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    static byte[] siren() {
        byte[] service = Packet.name(SERVICE);
        byte[] toService = {(byte) 0xc0, 12};
        byte[] instance = join(new byte[] {4}, "dch1".getBytes(StandardCharsets.UTF_8), toService);
        return new Packet()
                .record(service, Dns.PTR, instance)
                .record(instance, Dns.SRV, join(new byte[] {0, 0, 0, 0, 0x1f, (byte) 0x90}, Packet.name("dch1.local")))
                .record(instance, Dns.TXT, texts("Mac=6C:72:20:12:34:56", "model_number=DCH-S220", "novalue"))
                .record(Packet.name("dch1.local"), Dns.A, new byte[] {(byte) 192, (byte) 168, 0, 60})
                .bytes();
    }

    @Test
    void a_siren_that_announces_itself_is_read() {
        byte[] packet = siren();
        assertThat(Announced.in(packet, packet.length, SERVICE, SENDER)).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("dch1._dhnap._tcp.local");
            assertThat(one.address()).isEqualTo("192.168.0.60:8080");
            assertThat(one.texts()).containsEntry("mac", "6C:72:20:12:34:56").containsEntry("model_number", "DCH-S220");
        });
    }

    @Test
    void without_an_address_of_its_own_the_sender_is_it() {
        byte[] packet = new Packet().record(Packet.name(SERVICE), Dns.PTR, Packet.name("x." + SERVICE)).bytes();
        assertThat(Announced.in(packet, packet.length, SERVICE, SENDER))
                .extracting(Announced::address)
                .containsExactly(SENDER.getHostAddress());
    }

    @Test
    void other_services_are_not_ours() {
        byte[] packet = new Packet().record(Packet.name("_ipp._tcp.local"), Dns.PTR, Packet.name("p._ipp._tcp.local")).bytes();
        assertThat(Announced.in(packet, packet.length, SERVICE, SENDER)).isEmpty();
    }

    @Test
    void a_name_that_points_at_itself_ends() {
        byte[] packet = new Packet().record(new byte[] {(byte) 0xc0, 12}, Dns.PTR, new byte[] {(byte) 0xc0, 12}).bytes();
        assertThat(Dns.read(packet, packet.length)).isEmpty();
    }

    @Test
    void a_question_is_no_answer() {
        byte[] question = Dns.question(SERVICE);
        assertThat(Dns.read(question, question.length)).isEmpty();
    }

    @Test
    void every_cut_and_a_hundred_thousand_bent_packets_do_no_harm() {
        byte[] good = siren();
        for (int i = 0; i < good.length; i++) {
            Announced.in(good, i, SERVICE, SENDER);
        }
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            byte[] bent = good.clone();
            for (int j = 0; j <= random.nextInt(6); j++) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            }
            assertThat(Announced.in(bent, bent.length, SERVICE, SENDER)).hasSizeLessThanOrEqualTo(64);
        }
    }

    @Test
    void the_answer_comes_back_over_the_wire() throws IOException {
        try (DatagramSocket responder = new DatagramSocket(new InetSocketAddress(SENDER, 0))) {
            Thread answering = Thread.ofVirtual().start(() -> {
                try {
                    DatagramPacket asked = new DatagramPacket(new byte[512], 512);
                    responder.receive(asked);
                    byte[] junk = {1, 2, 3};
                    responder.send(new DatagramPacket(junk, junk.length, asked.getSocketAddress()));
                    responder.send(new DatagramPacket(siren(), siren().length, asked.getSocketAddress()));
                } catch (IOException e) {
                    // The test's assertion will say it.
                }
            });
            Discovery discovery = new Discovery(
                    InstantSource.system(), new InetSocketAddress(SENDER, responder.getLocalPort()));
            assertThat(discovery.ask(SERVICE, Duration.ofMillis(800))).hasSize(1);
            assertThat(answering.isAlive()).isFalse();
        }
    }
}
