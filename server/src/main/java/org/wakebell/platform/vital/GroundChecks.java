package org.wakebell.platform.vital;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Trouble;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/** What everything stands on: the database, the time, the duties, the disk, the time zones. */
public final class GroundChecks {

    private static final Duration SLOW = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofSeconds(15);
    private static final Duration FAR_TOO_LATE = Duration.ofMinutes(2);
    private static final long LITTLE = 512L << 20;
    private static final long TOO_LITTLE = 64L << 20;

    /** @param data the folder whose disk must not be full, on the embedded database */
    public static List<Check> of(Agreed time, Tx tx, Duties duties, Path data) {
        return List.of(new Database(time, tx), new TimeCheck(time), new Owed(duties), new Disk(() -> Files.getFileStore(data).getUsableSpace()),
                new ZoneCheck(time));
    }

    record Database(Clock clock, Tx tx) implements Check {
        @Override
        public String name() {
            return "database";
        }

        @Override
        public Finding look() {
            long began = clock.nanos();
            try {
                // A row, and not only a question: a full disk and a standby answer questions, too.
                Written.at(tx, clock.instant());
            } catch (RuntimeException e) {
                return takesNothing(Trouble.in(e).orElse(Trouble.GONE));
            }
            Duration took = Duration.ofNanos(clock.nanos() - began);
            return took.compareTo(SLOW) > 0
                    ? Finding.degraded("The database took " + took.toMillis() + " ms for one row. Rings go out late by about as much.")
                            .said("platform.finding.database.slow", took.toMillis() + "")
                    : Finding.ready("Writes in " + Math.max(1, took.toMillis()) + " ms.").said("platform.finding.database.ready", Math.max(1, took.toMillis()) + "");
        }

        private Finding takesNothing(Trouble trouble) {
            return switch (trouble) {
                case FULL -> Finding.dead("The disk of the database is full, so nothing new can be promised tonight. Make room where the database lies; all goes on by itself.")
                        .said("platform.finding.database.full");
                case READ_ONLY -> Finding.dead("The database takes no writes, so nothing new can be promised tonight. Is it a standby? Look at which server is the primary.")
                        .said("platform.finding.database.readonly");
                case GONE, SLOW -> unanswered();
            };
        }

        @Override
        public Finding unanswered() {
            return Finding.dead("The database does not answer, so nothing new can be promised tonight. Look at its log first.")
                    .said("platform.finding.database.dead");
        }
    }

    record Owed(Duties duties) implements Check {
        @Override
        public String name() {
            return "duties";
        }

        @Override
        public Finding look() {
            Duration lag = duties.lag();
            if (lag.compareTo(FAR_TOO_LATE) > 0) {
                return Finding.dead("The oldest duty is " + lag.toSeconds() + " s late: rings do not go out. Restart the server; they go on where they were.")
                        .said("platform.finding.duties.dead", lag.toSeconds() + "");
            }
            if (lag.compareTo(LATE) > 0) {
                return Finding.degraded("The oldest duty is " + lag.toSeconds() + " s late: rings go out late. The machine or a provider is too slow.")
                        .said("platform.finding.duties.late", lag.toSeconds() + "");
            }
            List<Duty.Parked> parked = duties.parked();
            return parked.isEmpty()
                    ? Finding.ready("Everything that is due has been done.").said("platform.finding.duties.ready")
                    : Finding.degraded(parked.size() + " duties failed too often and wait for a person, the first is "
                            + parked.getFirst().kind() + ": " + parked.getFirst().why())
                            .said("platform.finding.duties.parked", parked.size() + "", parked.getFirst().kind(), String.valueOf(parked.getFirst().why()));
        }
    }

    /** How many bytes a disk still has for us. */
    interface Room {
        long free() throws IOException;
    }

    record Disk(Room disk) implements Check {
        @Override
        public String name() {
            return "disk";
        }

        @Override
        public Finding look() {
            try {
                long free = disk.free();
                String room = free >= 10L << 30 ? (free >> 30) + " GiB" : (free >> 20) + " MiB";
                String left = room + " are free where the data lies.";
                if (free < TOO_LITTLE) {
                    return Finding.dead(left + " New events will be refused. Make room now.").said("platform.finding.disk.dead", room);
                }
                return free < LITTLE
                        ? Finding.degraded(left + " Make room before the night.").said("platform.finding.disk.little", room)
                        : Finding.ready(left).said("platform.finding.disk.ready", room);
            } catch (IOException e) {
                return Finding.degraded("It cannot be seen how much room the disk has: " + e.getMessage())
                        .said("platform.finding.disk.unseen", String.valueOf(e.getMessage()));
            }
        }
    }

    private GroundChecks() {}
}
