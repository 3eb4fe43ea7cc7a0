package org.wakebell.oncall;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.When;

/**
 * A temporary schedule as somebody wants it, not yet checked.
 *
 * @param name shown in reasons, such as Christmas
 * @param from local to the schedule's zone, or exact; what lies in the past is not changed
 * @param layers who is on call in it; all others are silent meanwhile
 */
public record TemporaryDraft(String name, When from, When until, List<Layer> layers) {

    private static final LocalDateTime ANY = LocalDateTime.of(2026, 1, 1, 0, 0);

    public TemporaryDraft {
        layers = List.copyOf(layers);
    }

    /** These people from then until then, together with whoever else is named for that time. */
    public record Fixed(List<String> people, When from, When until) {}

    /** One list in turn for the whole time. */
    public static TemporaryDraft inTurn(
            String name, When from, When until, ZoneId zone, Cadence cadence, List<List<String>> turns) {
        return new TemporaryDraft(name, from, until, List.of(new Layer(name, zone, cadence, turns)));
    }

    /** Everybody for spans of their own; what no span covers is a gap. */
    public static TemporaryDraft fixed(String name, When from, When until, ZoneId zone, List<Fixed> spans) {
        List<Layer> layers = spans.stream()
                .map(span -> new Layer(name, zone, new Cadence(1, Unit.DAY, ANY), List.of(span.people()))
                        .valid(span.from(), span.until()))
                .toList();
        return new TemporaryDraft(name, from, until, layers);
    }
}
