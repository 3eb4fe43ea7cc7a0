package org.wakebell.zones;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads a TZif file (RFC 9636, section 3). Every length is checked against what is there. */
final class TzifReader {

    static final int MAGIC = 0x545A6966;

    private static final int MOST = 18 * 3600;

    /** Files made fat begin with a transition at the Big Bang; java.time knows no such years. */
    private static final long TOO_EARLY = -(1L << 36);

    private static final long TOO_LATE = 1L << 36;

    private final ByteBuffer in;

    TzifReader(byte[] file) {
        this.in = ByteBuffer.wrap(file);
    }

    private record Header(int version, int utcFlags, int standardFlags, int leaps, int times, int types, int letters) {
        /** @param wide bytes of one instant: 4 or 8 */
        long length(int wide) {
            return (long) times * wide + times + 6L * types + letters + (long) leaps * (wide + 4) + standardFlags + utcFlags;
        }
    }

    Tzif read() throws BadZoneData {
        try {
            Header narrow = header();
            if (narrow.version < '2') {
                throw new BadZoneData("it is of version 1, without the 64-bit half that is needed");
            }
            skip(narrow.length(4));
            return body(header());
        } catch (BufferUnderflowException e) {
            throw new BadZoneData("it is cut off after " + in.capacity() + " bytes");
        }
    }

    private Header header() throws BadZoneData {
        if (in.getInt() != MAGIC) {
            throw new BadZoneData("it is not a TZif file");
        }
        int version = in.get();
        skip(15);
        Header header = new Header(version, count(), count(), count(), count(), count(), count());
        if (header.types == 0) {
            throw new BadZoneData("it does not say what the clocks show");
        }
        return header;
    }

    private int count() throws BadZoneData {
        int count = in.getInt();
        if (count < 0 || count > 1_000_000) {
            throw new BadZoneData("it claims to have " + (count & 0xFFFFFFFFL) + " entries");
        }
        return count;
    }

    private void skip(long bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) bytes);
    }

    private Tzif body(Header header) throws BadZoneData {
        if (header.leaps > 0) {
            throw new BadZoneData("it counts leap seconds, which the clocks of this world do not");
        }
        if (header.length(8) > in.remaining()) {
            throw new BufferUnderflowException();
        }
        long[] at = new long[header.times];
        for (int i = 0; i < at.length; i++) {
            at[i] = in.getLong();
        }
        int[] type = new int[header.times];
        for (int i = 0; i < type.length; i++) {
            type[i] = in.get() & 0xFF;
        }
        List<Tzif.Type> types = new ArrayList<>();
        for (int i = 0; i < header.types; i++) {
            types.add(type());
        }
        skip((long) header.letters + header.standardFlags + header.utcFlags);
        return put(at, type, types, rule());
    }

    private Tzif.Type type() throws BadZoneData {
        int offset = in.getInt();
        boolean summer = in.get() != 0;
        skip(1);
        if (offset < -MOST || offset > MOST) {
            throw new BadZoneData("it has an offset of " + offset + " s, more than 18 hours");
        }
        return new Tzif.Type(ZoneOffset.ofTotalSeconds(offset), summer);
    }

    private String rule() throws BadZoneData {
        if (in.get() != '\n') {
            throw new BadZoneData("it has no footer where one belongs");
        }
        int begin = in.position();
        while (in.get() != '\n') {
            // goes on to the end of the line
        }
        return new String(in.array(), begin, in.position() - 1 - begin, StandardCharsets.US_ASCII);
    }

    private static Tzif put(long[] at, int[] type, List<Tzif.Type> types, String rule) throws BadZoneData {
        List<Tzif.Type> known = new ArrayList<>(types);
        List<Tzif.Transition> transitions = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            if (type[i] >= types.size() || i > 0 && at[i] <= at[i - 1] || at[i] > TOO_LATE) {
                throw new BadZoneData("its transition " + (i + 1) + " is out of order or of no known kind");
            }
            if (at[i] < TOO_EARLY) {
                known.set(0, types.get(type[i]));
            } else {
                transitions.add(new Tzif.Transition(at[i], type[i]));
            }
        }
        return new Tzif(known, transitions, rule);
    }
}
