package org.wakebell.bench.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What happened, line by line. Two runs of one night are the same if their digests are. */
final class Chronicle {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private record Line(long at, String what) {}

    private final List<Line> lines = new ArrayList<>();
    private long digest = 0xcbf29ce484222325L;

    void begin() {
        lines.clear();
        digest = 0xcbf29ce484222325L;
    }

    void say(long at, String what) {
        lines.add(new Line(at, what));
        mix(at);
        mix(what.hashCode());
    }

    /** Of the lines and of nothing else: FNV-1a over each line's time and its text's hash. */
    long digest() {
        return digest;
    }

    List<String> lines() {
        return lines.stream().map(line -> clock(line.at) + "  " + line.what).toList();
    }

    static String clock(long micros) {
        return CLOCK.format(Instant.ofEpochSecond(0, micros * 1000));
    }

    private void mix(long value) {
        digest = (digest ^ value) * 0x100000001b3L;
    }
}
