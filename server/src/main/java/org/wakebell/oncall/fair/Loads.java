package org.wakebell.oncall.fair;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Span;

/** Who carried how much. */
public final class Loads {

    private record Stretch(Instant from, Instant until) {}

    /**
     * What {@code [from, to)} of these rotas costs each person who is on call in it: the union of their shifts.
     *
     * @param life by person
     */
    public static Map<String, Load> of(List<Rota> rotas, Instant from, Instant to, Function<String, Life> life) {
        Map<String, List<Stretch>> shifts = new TreeMap<>();
        for (Rota rota : rotas) {
            for (Span span : rota.spans(from, to, Join.PEOPLE)) {
                for (String person : span.people()) {
                    shifts.computeIfAbsent(person, none -> new ArrayList<>())
                            .add(new Stretch(span.from(), span.until()));
                }
            }
        }
        Map<String, Load> loads = new TreeMap<>();
        shifts.forEach((person, own) -> loads.put(person, sum(own, life.apply(person))));
        return loads;
    }

    private static Load sum(List<Stretch> shifts, Life life) {
        shifts.sort(Comparator.comparing(Stretch::from));
        Load.Sum sum = new Load.Sum(life);
        Instant done = Instant.MIN;
        for (Stretch shift : shifts) {
            Instant from = shift.from.isAfter(done) ? shift.from : done;
            if (from.isBefore(shift.until)) {
                sum.add(from, shift.until);
                done = shift.until;
            }
        }
        return sum.load();
    }

    private Loads() {}
}
