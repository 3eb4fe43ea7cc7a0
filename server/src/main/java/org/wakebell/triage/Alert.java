package org.wakebell.triage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Grade;
import org.wakebell.platform.db.Micros;

/**
 * One trouble of one source, and the stretch of it that counts now.
 *
 * @param version raised by every change of the alert or of its episode
 * @param recovered since when the sender says that it is over, or null
 */
public record Alert(
        String id,
        String source,
        String service,
        String fingerprint,
        String title,
        String grouped,
        long version,
        @Nullable Instant recovered,
        Episode episode) {

    /**
     * One stretch between verdicts.
     *
     * @param nth 1 for the first stretch of this alert
     * @param grade the worst so far
     * @param timerFrom when the time to judge began, null if nobody has to
     * @param deadline when the incident opens itself; a verdict leaves it, an undo needs it
     * @param extended more time was asked for
     * @param resting the time is over, it had stopped, nobody judged
     * @param verdict null if nobody judged
     * @param verdictBy the person's id, or {@code policy}
     * @param undoUntil null if there is nothing to take back
     * @param sure the judge confirmed a 911 against the evidence
     * @param closedHow {@code judged}, {@code recovered}, {@code over}, or empty while it is open
     * @param incident the incident it hangs on, or empty
     * @param told users, hosts and events a minute when triagers were last told
     */
    public record Episode(
            String id,
            int nth,
            Grade grade,
            String rule,
            String reason,
            Instant opened,
            @Nullable Instant timerFrom,
            @Nullable Instant deadline,
            @Nullable Instant originalDeadline,
            boolean extended,
            boolean resting,
            String lookingName,
            @Nullable Instant lookingAt,
            Triage.@Nullable Verdict verdict,
            String verdictBy,
            String verdictName,
            String verdictWhy,
            @Nullable Instant verdictAt,
            @Nullable Instant undoUntil,
            boolean sure,
            @Nullable Instant closed,
            String closedHow,
            String incident,
            Levels told,
            String ackedName,
            @Nullable Instant ackedAt) {

        /** Somebody still has to decide. */
        public boolean undecided() {
            return closed == null && verdict == null && incident.isEmpty();
        }
    }

    /** How big a trouble is. */
    public record Levels(long users, long hosts, long rate) {

        /** Below this many events a minute growth is not worth a message. */
        private static final long FLOOR = 10;

        static final Levels NONE = new Levels(0, 0, 0);

        /** One sentence if one of the three has grown tenfold since these levels were told, else null. */
        @Nullable String grownTo(Levels now) {
            if (now.users >= 10 * Math.max(1, users)) {
                return "users grew from " + users + " to " + many(now.users);
            }
            if (now.hosts >= 10 * Math.max(1, hosts)) {
                return "hosts grew from " + hosts + " to " + many(now.hosts);
            }
            if (now.rate >= 10 * Math.max(FLOOR, rate)) {
                return "events a minute grew from " + rate + " to " + now.rate;
            }
            return null;
        }

        Levels max(Levels other) {
            return new Levels(
                    Math.max(users, other.users), Math.max(hosts, other.hosts), Math.max(rate, other.rate));
        }

        private static String many(long distinct) {
            return distinct > Counters.EXACT ? "1,000+" : String.valueOf(distinct);
        }
    }

    static Alert of(ResultSet row, int n) throws SQLException {
        String verdict = row.getString("verdict");
        Episode episode = new Episode(
                row.getString("episode_id"),
                row.getInt("nth"),
                Grade.valueOf(row.getString("grade")),
                row.getString("rule"),
                row.getString("reason"),
                Micros.instant(row, "opened"),
                Micros.nullable(row, "timer_from"),
                Micros.nullable(row, "deadline"),
                Micros.nullable(row, "original_deadline"),
                row.getBoolean("extended"),
                row.getBoolean("resting"),
                row.getString("looking_name"),
                Micros.nullable(row, "looking_at"),
                verdict.isEmpty() ? null : Triage.Verdict.valueOf(verdict),
                row.getString("verdict_by"),
                row.getString("verdict_name"),
                row.getString("verdict_why"),
                Micros.nullable(row, "verdict_at"),
                Micros.nullable(row, "undo_until"),
                row.getBoolean("sure"),
                Micros.nullable(row, "closed"),
                row.getString("closed_how"),
                row.getString("incident"),
                new Levels(row.getLong("told_users"), row.getLong("told_hosts"), row.getLong("told_rate")),
                row.getString("acked_name"),
                Micros.nullable(row, "acked_at"));
        return new Alert(
                row.getString("alert_id"),
                row.getString("source"),
                row.getString("service"),
                row.getString("fingerprint"),
                row.getString("title"),
                row.getString("grouped"),
                row.getLong("version"),
                Micros.nullable(row, "recovered"),
                episode);
    }
}
