package org.wakebell.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.wakebell.platform.clock.Clock;

/**
 * A request's body in memory, unpacked, bounded three ways: its own size (a gzip bomb stops at the limit), the sum of
 * all bodies being read, and the time it may take to arrive (a sender that drips does not hold a place for long).
 */
public final class Body implements AutoCloseable {

    private final Budget budget;
    private final int most;
    private byte[] bytes;
    private int length;
    private long taken;

    private Body(Budget budget, int most, int expected) {
        this.budget = budget;
        this.most = most;
        this.bytes = new byte[expected];
        if (expected > Budget.FREE) {
            take(expected);
        }
    }

    static Body read(HttpServletRequest request, int most, Budget budget, Duration slowest, Clock clock) throws IOException {
        long declared = request.getContentLengthLong();
        if (declared > most) {
            throw tooLarge(most);
        }
        boolean gzip = gzip(request);
        // One byte more, so that the end is seen without growing.
        int expected = !gzip && declared >= 0 && declared <= Budget.FREE ? (int) declared + 1 : 8192;
        Body body = new Body(budget, most, expected);
        try {
            InputStream raw = request.getInputStream();
            body.fill(gzip ? new GZIPInputStream(raw, 8192) : raw, slowest, clock);
            return body;
        } catch (ZipException | EOFException e) {
            body.close();
            throw new Refused(400, "the gzip stream is damaged: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            body.close();
            // The server wraps it, as if the sender had gone; it may still hear why.
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw new Refused(408, "the body stopped arriving");
            }
            throw e;
        }
    }

    private static boolean gzip(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (!encoding.toLowerCase(Locale.ROOT).equals("gzip")) {
            throw new Refused(415, "Content-Encoding " + encoding + " is not understood; send gzip or none");
        }
        return true;
    }

    private void fill(InputStream in, Duration slowest, Clock clock) throws IOException {
        long deadline = clock.nanos() + slowest.toNanos();
        while (true) {
            if (length == bytes.length) {
                grow();
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > most) {
                throw tooLarge(most);
            }
            if (clock.nanos() - deadline > 0) {
                throw new Refused(408, "the body took longer than " + slowest.toSeconds() + " s to arrive");
            }
        }
    }

    private void grow() {
        // Twice the room, until twice would be a good part of the limit: then all of it at once, because while the bytes
        // move the old room and the new one are both held, and two of the largest do not fit beside everything else.
        int next = bytes.length >= most / 8 ? most + 1 : (int) Math.min(most + 1L, bytes.length * 2L);
        if (next > Budget.FREE) {
            // The old room is given up with the move, so it must not stand in the way of a body that is alone.
            budget.giveBack(taken);
            taken = 0;
            take(next);
        }
        bytes = Arrays.copyOf(bytes, next);
    }

    private void take(long more) {
        if (!budget.take(more)) {
            throw new Busy("too many large requests are being read; nothing was kept, send it again");
        }
        taken += more;
    }

    private static Refused tooLarge(int most) {
        return new Refused(413, "the body is larger than " + most + " bytes, unpacked; send smaller batches");
    }

    /** Only the first {@link #length} are the body's. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    @Override
    public void close() {
        budget.giveBack(taken);
        taken = 0;
    }
}
