package org.wakebell.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.Result.Act;

/**
 * The keys that have rung or were quieted, on disk before the server is told: an order that comes again, even after a
 * restart, starts no second noise. Written after the sound, not before: a crash between the two rings twice rather than never.
 */
final class Rung implements AutoCloseable {

    /** No order comes again after this long. */
    static final Duration KEEP = Duration.ofHours(36);

    private static final int MOST = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Rung.class);

    /** @param at server time of the first sound, or of the hush */
    record Entry(Instant at, Message.Result result) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final FileChannel out;

    private Rung(FileChannel out) {
        this.out = out;
    }

    /** Reads what is there, drops what is older than {@link #KEEP}, and goes on from the rest. */
    static Rung open(Folder folder, Instant now) throws IOException {
        Path file = folder.file("rung");
        Map<String, Entry> kept = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readString(file).split("\n", -1)) {
                entry(line).filter(e -> e.at.isAfter(now.minus(KEEP))).ifPresent(e -> kept.put(e.result.key(), e));
            }
        }
        StringBuilder text = new StringBuilder();
        kept.values().forEach(e -> text.append(line(e)));
        folder.replace("rung", text.toString());
        Rung rung = new Rung(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        rung.entries.putAll(kept);
        return rung;
    }

    synchronized Optional<Entry> of(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** On disk when it returns. A full disk is said aloud and forgets only across a restart. */
    synchronized void keep(Instant at, Message.Result result) {
        Entry before = entries.get(result.key());
        if (before != null && before.result.act() == Act.HUSH) {
            return;
        }
        Entry entry = new Entry(at, result);
        entries.put(result.key(), entry);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line(entry));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
        } catch (IOException e) {
            LOG.error("cannot write down that {} {}: after a restart it may ring again", result.key(), result.act(), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static String line(Entry entry) {
        return entry.at + " " + Codec.write(entry.result) + "\n";
    }

    /** A line that was cut by a power loss, or is from another version, is as good as none. */
    private static Optional<Entry> entry(String line) {
        int space = line.indexOf(' ');
        try {
            if (space > 0 && Codec.read(line.substring(space + 1)) instanceof Message.Result result) {
                return Optional.of(new Entry(Instant.parse(line.substring(0, space)), result));
            }
        } catch (Junk | java.time.DateTimeException e) {
            LOG.debug("a line of the rung keys is unreadable and left out");
        }
        return Optional.empty();
    }
}
