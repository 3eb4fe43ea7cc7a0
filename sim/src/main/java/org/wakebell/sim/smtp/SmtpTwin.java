package org.wakebell.sim.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A mail server without encryption on a loopback port. It keeps every mail and can be told what to answer. */
public final class SmtpTwin implements AutoCloseable {

    /** As an answer to {@link #answer}: nothing, for ever. */
    public static final String SILENCE = "silence";

    /** As an answer to {@link #answer}: the connection ends. */
    public static final String DROP = "drop";

    private final String host;
    private final int port;
    private final InstantSource clock;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable String account;
    private volatile Duration slow = Duration.ZERO;

    private @Nullable ServerSocket server;

    private SmtpTwin(String host, int port, InstantSource clock) {
        this.host = host;
        this.clock = clock;
        this.server = listen(port);
        this.port = server.getLocalPort();
    }

    /** @param port 0 for a free one */
    public static SmtpTwin start(String host, int port, InstantSource clock) {
        return new SmtpTwin(host, port, clock);
    }

    private ServerSocket listen(int on) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, on));
            Thread.ofPlatform().daemon().name("twin-smtp-" + socket.getLocalPort()).start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("no mail server on " + host + ":" + on, e);
        }
    }

    /** Nobody listens any more. */
    public synchronized void unplugNetwork() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            // Closing is best effort.
        }
    }

    public synchronized void plugNetwork() {
        if (server == null) {
            server = listen(port);
        }
    }

    public int port() {
        return port;
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** First words of all commands so far. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public void forget() {
        mails.clear();
        commands.clear();
    }

    /** From now on asks for this account. */
    public void account(String user, String password) {
        account = user + "\0" + password;
    }

    /**
     * @param command {@code CONNECT}, {@code EHLO}, {@code MAIL}, {@code RCPT}, {@code DATA}, or {@code END} for the end
     *     of a mail
     * @param reply a whole reply line, {@link #SILENCE} or {@link #DROP}
     */
    public void answer(String command, String reply) {
        answers.put(command, reply);
    }

    /** Every answer takes this much longer. */
    public void slow(Duration more) {
        slow = more;
    }

    public void calm() {
        slow = Duration.ZERO;
        answers.clear();
    }

    private void accept(ServerSocket on) {
        while (!on.isClosed()) {
            try {
                Socket socket = on.accept();
                if (on.isClosed()) {
                    // One that slipped in while the port was closing finds nobody.
                    socket.close();
                    return;
                }
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (on.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            say(out, answers.getOrDefault("CONNECT", "220 twin ready"));
            String from = "";
            List<String> to = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                commands.add(command);
                String reply = answers.get(command);
                if (reply != null) {
                    say(out, reply);
                    continue;
                }
                switch (command) {
                    case "EHLO" -> say(out, account == null ? "250-twin\r\n250 8BITMIME" : "250-twin\r\n250 AUTH PLAIN");
                    case "HELO", "NOOP", "RSET" -> say(out, "250 fine");
                    case "AUTH" -> say(out, auth(line, in, out) ? "235 welcome" : "535 5.7.8 who are you?");
                    case "MAIL" -> {
                        from = inside(line);
                        to.clear();
                        say(out, "250 fine");
                    }
                    case "RCPT" -> {
                        to.add(inside(line));
                        say(out, "250 fine");
                    }
                    case "DATA" -> {
                        say(out, "354 go on");
                        String raw = data(in);
                        String end = answers.get("END");
                        if (end == null || end.equals(SILENCE)) {
                            mails.add(new Mail(from, to, clock.instant(), raw));
                        }
                        say(out, end == null ? "250 kept" : end);
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "502 what?");
                }
            }
        } catch (IOException e) {
            // The client went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private boolean auth(String line, BufferedReader in, OutputStream out) throws IOException, InterruptedException {
        String[] words = line.split(" ");
        String given = words.length > 2 ? words[2] : null;
        if (given == null) {
            say(out, "334 ");
            given = in.readLine();
        }
        if (given == null || account == null) {
            return false;
        }
        try {
            String said = new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8);
            return said.substring(said.indexOf('\0') + 1).equals(account);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder raw = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            raw.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return raw.toString();
    }

    private void say(OutputStream out, String reply) throws IOException, InterruptedException {
        if (reply.equals(SILENCE)) {
            closed.await();
            return;
        }
        if (reply.equals(DROP)) {
            throw new IOException("dropped as told");
        }
        Thread.sleep(slow);
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String inside(String line) {
        int from = line.indexOf('<');
        int until = line.indexOf('>', Math.max(from, 0));
        return from < 0 || until < 0 ? "" : line.substring(from + 1, until);
    }

    @Override
    public void close() {
        closed.countDown();
        unplugNetwork();
    }
}
