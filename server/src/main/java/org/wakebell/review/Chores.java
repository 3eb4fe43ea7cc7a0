package org.wakebell.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wakebell.incident.History;
import org.wakebell.incident.Incident;

/**
 * What became of the 912s of some weeks; those that were taken back at once are not among them.
 *
 * @param done of {@code all}, in time or late
 * @param late done after it was due
 * @param overdue not done and past due
 * @param open not done, not due yet
 * @param rose became a 911
 * @param dropped ended because nothing had to be done
 * @param doing from the verdict to done
 */
public record Chores(int all, int done, int late, int overdue, int open, int rose, int dropped, Spread doing) {

    static Chores of(List<History.Task> tasks, Instant now) {
        int late = 0;
        int overdue = 0;
        int open = 0;
        int rose = 0;
        int dropped = 0;
        List<Duration> doing = new ArrayList<>();
        int all = 0;
        for (History.Task task : tasks) {
            Instant ended = task.ended();
            all += task.state() == Incident.State.UNDONE ? 0 : 1;
            boolean inTime = (ended == null ? now : ended).isBefore(task.due());
            switch (task.state()) {
                case RESOLVED -> {
                    doing.add(Duration.between(task.opened(), ended == null ? task.due() : ended));
                    late += inTime ? 0 : 1;
                }
                case ROSE -> rose++;
                case STOOD_DOWN -> dropped++;
                case UNDONE -> {}
                case OPENED, ANSWERED, OWNED, RECOVERED -> {
                    overdue += inTime ? 0 : 1;
                    open += inTime ? 1 : 0;
                }
            }
        }
        return new Chores(all, doing.size(), late, overdue, open, rose, dropped, Spread.of(doing));
    }
}
