package org.wakebell.bench.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections driven by one thread: each sends a request, waits for its whole answer and sends the next. It must
 * cost little, because it runs on the cores of the server that it measures.
 */
final class Load implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final byte[][] requests;
    private final int records;
    private int next;
    private Latencies latencies = new Latencies();
    private long failed;

    /**
     * @param requests whole requests, sent in turn
     * @param records in each of them
     */
    Load(int port, int count, byte[][] requests, int records) throws IOException {
        this.requests = requests;
        this.records = records;
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        }
    }

    /** Loads for a while and tells what it saw. The connections stay open for the next stretch. */
    Measured run(String what, Duration time) throws IOException {
        latencies = new Latencies();
        failed = 0;
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (Connection connection : connections) {
            if (connection.idle) {
                connection.send();
            }
        }
        while (System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                ((Connection) key.attachment()).ready(key);
            }
            selector.selectedKeys().clear();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(what, seconds, latencies.count() * (double) records / seconds,
                latencies.percentile(0.5), latencies.percentile(0.99), failed);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(16_384);
        private ByteBuffer out = ByteBuffer.allocate(0);
        private long sent;
        private boolean idle = true;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            idle = false;
            out = ByteBuffer.wrap(requests[next++ % requests.length]);
            sent = System.nanoTime();
            write();
        }

        private void write() throws IOException {
            channel.write(out);
            SelectionKey key = channel.keyFor(selector);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
        }

        void ready(SelectionKey key) throws IOException {
            if (key.isWritable() && out.hasRemaining()) {
                write();
            }
            if (!key.isReadable()) {
                return;
            }
            if (channel.read(in) < 0) {
                throw new IOException("the server closed a connection; it said: " + text());
            }
            int length = whole();
            if (length > 0 && in.position() >= length) {
                latencies.add(System.nanoTime() - sent);
                // HTTP/1.1 2xx
                if (in.get(9) != '2') {
                    failed++;
                }
                in.clear();
                send();
            }
        }

        /** The length of the answer, head and body, or 0 while its head is not all there. */
        private int whole() {
            String head = text();
            int end = head.indexOf("\r\n\r\n");
            if (end < 0) {
                return 0;
            }
            int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
            int line = at < 0 ? -1 : head.indexOf('\r', at);
            int body = at < 0 || at > end ? 0 : Integer.parseInt(head.substring(at + 15, line).strip());
            return end + 4 + body;
        }

        private String text() {
            return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
