package org.wakebell.incident;

import java.util.List;
import org.wakebell.incident.hook.Hooks;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;

/** Puts the room together. {@link #subject} has to be given to paging before the loops start. */
public final class IncidentRoom {

    private final Incidents incidents;
    private final History history;
    private final IncidentSubject subject;
    private final Recovery recovery;
    private final Reminders reminders;
    private final Suspensions suspensions;
    private final Confirming confirming;
    private final Hooks hooks;

    public IncidentRoom(Clock clock, Tx tx, Ids ids, Duties duties, Pokes pokes, Stages stages, Words words, People people, Paging paging, Hooks hooks) {
        this.hooks = hooks;
        Rows rows = new Rows(tx, ids);
        Story story = new Story(tx, ids, pokes);
        Timing timing = new Timing(tx, stages);
        Lifecycle lifecycle = new Lifecycle(hooks.herald(), rows);
        this.recovery = new Recovery(clock, rows, story, paging, duties, lifecycle);
        this.suspensions = new Suspensions(clock, tx, people, paging);
        TaskRows taskRows = new TaskRows(tx);
        this.reminders = new Reminders(clock, rows, taskRows, story, paging, people, duties, words);
        Tasks tasks = new Tasks(clock, rows, taskRows, story, paging, people, lifecycle, reminders);
        HandMade handMade = new HandMade(clock, tx, rows, story, paging, people, suspensions);
        this.incidents =
                new Incidents(clock, tx, rows, story, paging, people, recovery, timing, lifecycle, suspensions, tasks, handMade);
        this.confirming =
                new Confirming(clock, tx, new WaitingRows(tx, ids, pokes), incidents, handMade, suspensions, story, paging, people);
        this.history = new History(tx);
        this.subject = new IncidentSubject(clock, rows, story, recovery, timing, lifecycle, tasks);
    }

    public Incidents incidents() {
        return incidents;
    }

    public History history() {
        return history;
    }

    public Suspensions suspensions() {
        return suspensions;
    }

    public Confirming confirming() {
        return confirming;
    }

    public Subject subject() {
        return subject;
    }

    public Hooks hooks() {
        return hooks;
    }

    public List<Check> checks() {
        return List.of(hooks);
    }

    public List<DutyKind> kinds() {
        return List.of(recovery, reminders, hooks.herald());
    }
}
