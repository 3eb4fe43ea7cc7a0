package org.wakebell.intake;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of request bodies may be in memory at once. Small bodies do not ask. */
final class Budget {

    /** Bodies up to this size are bounded by the number of connections. */
    static final int FREE = 64 << 10;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most bytes; a body that needs more than all of it is still read when it is alone */
    Budget(long most) {
        this.most = most;
    }

    boolean take(long bytes) {
        long now = taken.addAndGet(bytes);
        if (now > most && now > bytes) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
