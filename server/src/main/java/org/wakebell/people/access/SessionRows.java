package org.wakebell.people.access;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;

/** What must be done to sessions besides serving them: ended all at once, and swept away when they are over. */
public final class SessionRows {

    private final Clock clock;
    private final Tx tx;

    SessionRows(Clock clock, Tx tx) {
        this.clock = clock;
        this.tx = tx;
    }

    /** In the caller's transaction. @param except this one goes on */
    void end(String person, @Nullable String except) {
        tx.sql("DELETE FROM people_session WHERE principal_name = ? AND session_id <> ?")
                .params(person, except == null ? "" : except)
                .update();
    }

    public int count(String person) {
        return tx.read(() -> tx.sql("SELECT COUNT(*) FROM people_session WHERE principal_name = ? AND expiry_time > ?")
                .params(person, clock.instant().toEpochMilli())
                .query(Integer.class)
                .single());
    }

    List<Loop> loops() {
        return List.of(new Sweep());
    }

    /** Spring Session has a sweep of its own on a timer of its own; the house has loops. Its times are milliseconds. */
    private final class Sweep implements Loop {
        @Override
        public String name() {
            return "sessions-sweep";
        }

        @Override
        public boolean step() {
            tx.write(() -> {
                tx.sql("DELETE FROM people_session WHERE expiry_time < ?").params(clock.instant().toEpochMilli()).update();
                tx.sql("DELETE FROM people_link WHERE expires < ?").params(Micros.of(clock.instant())).update();
                tx.sql("DELETE FROM people_attempt WHERE last < ?")
                        .params(Micros.of(clock.instant().minus(Duration.ofDays(1))))
                        .update();
            });
            return false;
        }

        @Override
        public Duration rest() {
            return Duration.ofMinutes(10);
        }
    }
}
