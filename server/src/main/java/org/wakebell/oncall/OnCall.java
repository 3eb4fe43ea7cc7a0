package org.wakebell.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.wakebell.people.Person;

/** Who, at this instant, and why. Readable inside any transaction; opens its own read otherwise. */
public interface OnCall {

    /**
     * Who is on call in a schedule at an instant. If nobody is, the schedule's fall-back, and {@code fallback} says so;
     * empty only if the schedule has neither.
     */
    OnDuty who(String schedule, Instant at);

    /**
     * People who are authorised and awake, best first, none of them on call in the schedule: whom to ask before a
     * sleeper is woken.
     */
    List<Helper> awakeAndAble(String schedule, Set<String> demands, Instant at);

    /** The next instants, after the given one, at which {@link #who} of this schedule changes; at most {@code most}. */
    List<Instant> handoffs(String schedule, Instant after, int most);

    /** Ids of all schedules. */
    List<String> schedules();

    /**
     * @param turns on call together, in order
     * @param until when this answer ends, or {@link Instant#MAX}
     */
    record OnDuty(List<Turn> turns, boolean fallback, Instant until) {
        public OnDuty {
            turns = List.copyOf(turns);
        }
    }

    /**
     * @param why one readable clause: {@code on call until 09:00 Asia/Seoul, rota "nights"}
     * @param layer the layer or override that put them there
     */
    record Turn(Person person, String layer, String why, Instant from, Instant until) {}

    record Helper(Person person, String why) {}
}
