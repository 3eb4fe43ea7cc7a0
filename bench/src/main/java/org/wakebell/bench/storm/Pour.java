package org.wakebell.bench.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Single events at an even pace, each a request of its own, over kept connections and one thread. What cannot be sent in
 * time because no connection is free is sent as soon as one is, so the pace is kept or the shortfall is seen.
 */
public final class Pour implements AutoCloseable {

    /** A connection that is not answered for so long is an error of the run. */
    private static final long LONGEST = 20_000_000_000L;

    private final Selector selector;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final byte[][] requests;
    private final long every;
    private final Thread thread;
    private final Map<Integer, Long> answers = new TreeMap<>();
    private final long start = System.nanoTime();
    private int open;
    private volatile long sent;
    private volatile long kept;
    private volatile boolean on = true;
    private volatile String broken = "";

    /**
     * @param requests whole requests, sent in turn
     * @param perSecond of them
     */
    public Pour(int port, int connections, byte[][] requests, int perSecond) throws IOException {
        this.requests = requests;
        this.every = 1_000_000_000L / perSecond;
        this.selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            idle.add(connection);
        }
        this.thread = Thread.ofPlatform().name("pour").daemon(true).start(this::run);
    }

    private void run() {
        try {
            while (on) {
                turn(Math.max(0, (System.nanoTime() - start) / every));
            }
            long until = System.nanoTime() + LONGEST;
            while (open > 0 && System.nanoTime() < until) {
                turn(0);
            }
            if (open > 0) {
                broken = open + " events were not answered at all within 20 s";
            }
        } catch (IOException | UncheckedIOException e) {
            broken = e.toString();
        }
    }

    private void turn(long due) throws IOException {
        while (sent < due && !idle.isEmpty()) {
            idle.remove().send();
        }
        selector.select(1);
        for (SelectionKey key : selector.selectedKeys()) {
            ((Connection) key.attachment()).ready(key);
        }
        selector.selectedKeys().clear();
    }

    /** Answered with 2xx, a second, so far. */
    public double perSecond() {
        return kept * 1e9 / (System.nanoTime() - start);
    }

    /** Stops, and waits until all that was sent is answered. */
    public void stop() throws InterruptedException {
        on = false;
        thread.join(30_000);
        if (!broken.isEmpty()) {
            throw new IllegalStateException(broken);
        }
    }

    public long sent() {
        return sent;
    }

    /** Answered with 2xx. */
    public long kept() {
        return kept;
    }

    /** How many answers had which status; after {@link #stop}. */
    public Map<Integer, Long> answers() {
        return answers;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        on = false;
        thread.join(30_000);
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(16_384);
        private ByteBuffer out = ByteBuffer.allocate(0);

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            out = ByteBuffer.wrap(requests[(int) (sent % requests.length)]);
            sent++;
            open++;
            write();
        }

        private void write() throws IOException {
            channel.write(out);
            channel.keyFor(selector).interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
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
                int status = Integer.parseInt(text().substring(9, 12));
                answers.merge(status, 1L, Long::sum);
                if (status / 100 == 2) {
                    kept++;
                }
                open--;
                in.clear();
                idle.add(this);
            }
        }

        /** The length of the answer, head and body, or 0 while its head is not all there. */
        private int whole() {
            String head = text();
            int end = head.indexOf("\r\n\r\n");
            if (end < 0) {
                return 0;
            }
            int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:");
            int body = at < 0 || at > end ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
            return end + 4 + body;
        }

        private String text() {
            return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
