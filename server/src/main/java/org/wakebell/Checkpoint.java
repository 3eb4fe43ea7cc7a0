package org.wakebell;

import java.time.Duration;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.duty.Loop;

/** Keeps the embedded database's log short, so that no event and no ring has to wait while it is copied. */
record Checkpoint(Db db) implements Loop {

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public boolean step() {
        db.checkpoint();
        return false;
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(2);
    }
}
