package org.wakebell.tonight;

import java.time.Instant;
import java.util.List;
import org.wakebell.oncall.Moved;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/** "Your future shifts moved": what was before the first edit of a batch against what is when it is due. */
final class MovedNotes implements DutyKind {

    private static final int MOST = 20;

    private final Clock clock;
    private final People people;
    private final OnCall oncall;
    private final Notices notices;

    MovedNotes(Clock clock, People people, OnCall oncall, Notices notices) {
        this.clock = clock;
        this.people = people;
        this.oncall = oncall;
        this.notices = notices;
    }

    @Override
    public String name() {
        return Moved.TELL;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            String schedule = held.duty().key().split(" ")[0];
            Person to = people.person(held.duty().about()).filter(Person::active).orElse(null);
            Instant now = clock.instant();
            Moved.Was was = Moved.Was.read(held.duty().payload());
            if (to != null && now.isBefore(was.until())) {
                tell(schedule, to, was, now, held.duty().id());
            }
            return new Held.Next.Done();
        });
    }

    private void tell(String schedule, Person to, Moved.Was was, Instant now, String duty) {
        List<Moved.Stretch> before = was.stretches().stream()
                .filter(stretch -> stretch.until().isAfter(now))
                .map(stretch -> stretch.from().isBefore(now) ? new Moved.Stretch(now, stretch.until()) : stretch)
                .toList();
        List<Moved.Stretch> after = oncall.stretches(schedule, to.id(), now, was.until());
        if (before.equals(after)) {
            return;
        }
        String name = oncall.named().stream().filter(one -> one.id().equals(schedule)).map(OnCall.Named::name).findFirst().orElse("?");
        String text = notices.say(to, "MOVED.text", was.by())
                + list(to, "MOVED.before", before.stream().filter(stretch -> !after.contains(stretch)).toList())
                + list(to, "MOVED.after", after.stream().filter(stretch -> !before.contains(stretch)).toList());
        notices.tell(Notices.Notice.MOVED, to, "moved." + duty, notices.say(to, "MOVED", name), text, "/on-call/" + schedule);
    }

    private String list(Person to, String key, List<Moved.Stretch> stretches) {
        StringBuilder text = new StringBuilder("\n\n").append(notices.say(to, key));
        stretches.stream().limit(MOST).forEach(stretch -> text.append("\n- ")
                .append(notices.at(to, stretch.from()))
                .append(" – ")
                .append(notices.at(to, stretch.until())));
        if (stretches.isEmpty()) {
            text.append("\n- ").append(notices.say(to, "MOVED.none"));
        } else if (stretches.size() > MOST) {
            text.append("\n- …");
        }
        return text.toString();
    }
}
