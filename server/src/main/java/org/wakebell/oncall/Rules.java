package org.wakebell.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Refusal;

/** What a schedule or an override must be before it is written down. */
final class Rules {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,60}");
    private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
    private static final int MOST_LAYERS = 50;
    private static final int MOST_SPANS = 200;
    private static final int MOST_TURNS = 500;

    private final People people;

    Rules(People people) {
        this.people = people;
    }

    void check(Draft draft) {
        name("name", draft.name());
        for (String demand : draft.demands()) {
            if (!CAPABILITY.matcher(demand).matches()) {
                throw Refusal.invalid("demands", "a capability is written like prod-write");
            }
        }
        known("fallback", draft.fallback());
        if (draft.layers().isEmpty() || draft.layers().size() > MOST_LAYERS) {
            throw Refusal.invalid("layers", "a schedule has between 1 and " + MOST_LAYERS + " layers");
        }
        for (Layer layer : draft.layers()) {
            check(layer);
            for (Layer other : draft.layers()) {
                if (other != layer && other.name().equals(layer.name()) && together(layer, other)) {
                    throw Refusal.invalid(
                            "layers", "two layers are named \"" + layer.name() + "\"; give one another name");
                }
            }
        }
    }

    void check(TemporaryDraft draft) {
        name("name", draft.name());
        if (draft.layers().isEmpty() || draft.layers().size() > MOST_SPANS) {
            throw Refusal.invalid("people", "say who is on call, at most " + MOST_SPANS + " spans");
        }
        draft.layers().forEach(this::check);
    }

    private static boolean together(Layer a, Layer b) {
        return a.begins().isBefore(b.ends()) && b.begins().isBefore(a.ends());
    }

    private void check(Layer layer) {
        name("layers", layer.name());
        if (layer.turns().size() > MOST_TURNS) {
            throw Refusal.invalid("people", "at most " + MOST_TURNS + " turns");
        }
        if (layer.turns().stream().allMatch(List::isEmpty)) {
            throw Refusal.invalid("people", "name at least one person for \"" + layer.name() + "\"");
        }
        layer.turns().forEach(group -> known("people", group));
        if (!layer.begins().isBefore(layer.ends())) {
            throw Refusal.invalid("until", "\"" + layer.name() + "\" ends before it begins");
        }
    }

    private static void name(String field, String name) {
        if (!NAME.matcher(name).matches() || name.isBlank()) {
            throw Refusal.invalid(field, "a name has 1 to 60 characters");
        }
    }

    void known(String field, Collection<String> ids) {
        for (String id : ids) {
            Person person = people.person(id)
                    .orElseThrow(() -> Refusal.invalid(field, "there is no such person; choose from the list of people"));
            if (!person.active()) {
                throw Refusal.invalid(field, person.name() + " is no longer active; choose somebody else");
            }
        }
    }

    /** Also that it does not overlap another one of its kind for the same seat. */
    void check(Asked asked, Schedule schedule, Instant now) {
        ZoneId zone = schedule.zone();
        known("person", List.of(asked.person()));
        if (asked.kind() == Asked.Kind.REPLACE) {
            if (people.person(asked.insteadOf()).isEmpty()) {
                throw Refusal.invalid("instead_of", "say whose place is taken");
            }
            if (asked.person().equals(asked.insteadOf())) {
                throw Refusal.invalid("person", "nobody covers for themselves; choose another person");
            }
        }
        Instant from = asked.from().start(zone);
        Instant until = asked.until().end(zone);
        if (!from.isBefore(until)) {
            throw Refusal.invalid("until", "the end lies before the start");
        }
        if (!until.isAfter(now)) {
            throw Refusal.invalid("until", "this is already over; the past is not changed");
        }
        Instant begins = from.isBefore(now) ? now : from;
        for (Change other : schedule.overrides()) {
            boolean overlaps = begins.isBefore(other.until().end(other.zone()))
                    && other.from().start(other.zone()).isBefore(until);
            if (overlaps && sameSeat(asked, other)) {
                throw Refusal.conflict("this overlaps another override: " + said(other) + ". Remove that one first or choose another time.");
            }
        }
    }

    private static boolean sameSeat(Asked asked, Change other) {
        return switch (other) {
            case Change.Add add -> asked.kind() == Asked.Kind.ADD && asked.person().equals(add.person());
            case Change.Remove remove -> asked.kind() == Asked.Kind.REMOVE && asked.person().equals(remove.person());
            case Change.Replace replace ->
                asked.kind() == Asked.Kind.REPLACE && asked.insteadOf().equals(replace.insteadOf());
            case Change.Temporary _ -> false;
        };
    }

    String words(Change change) {
        return switch (change) {
            case Change.Add add -> name(add.person()) + " on call too";
            case Change.Remove remove -> name(remove.person()) + " not on call";
            case Change.Replace replace -> name(replace.person()) + " for " + name(replace.insteadOf());
            case Change.Temporary temporary -> "temporary schedule \"" + temporary.name() + "\"";
        };
    }

    /** What it does, and from when until when by its own clock. */
    String said(Change change) {
        return words(change) + ", from " + said(change, true) + " until " + said(change, false);
    }

    private static String said(Change change, boolean start) {
        Instant at = start ? change.from().start(change.zone()) : change.until().end(change.zone());
        return at.atZone(change.zone()).toLocalDateTime() + " " + change.zone().getId();
    }

    private String name(String id) {
        return people.person(id).map(Person::name).orElse(id);
    }
}
