package org.wakebell.platform.db;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.wakebell.platform.clock.Clock;

/**
 * Keys for new rows: UUID version 7 (RFC 9562), so that keys made later sort later. Not secrets: whoever knows one
 * still has to be allowed to see the row.
 */
public final class Ids {

    private final Clock clock;
    private final RandomGenerator random;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public String next() {
        long millis = clock.instant().toEpochMilli();
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        HexFormat hex = HexFormat.of();
        String h = hex.toHexDigits(high);
        String l = hex.toHexDigits(low);
        return h.substring(0, 8) + "-" + h.substring(8, 12) + "-" + h.substring(12) + "-" + l.substring(0, 4) + "-"
                + l.substring(4);
    }
}
