package org.wakebell.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.triage.Batch;

/** Many requests' batches as one: a delta per source and fingerprint, counts added up. */
final class Merge {

    private record Key(String source, String what) {}

    private final Map<Key, Batch.Delta> raised = new LinkedHashMap<>();
    private final Map<Key, Batch.Ordinary> ordinary = new LinkedHashMap<>();
    private final List<Batch.Word> words = new ArrayList<>();
    private final Set<Key> spokenOf = new HashSet<>();

    /** False, with nothing taken, if the batch raises an alert that an earlier one spoke of: that order must be kept. */
    boolean add(Batch batch) {
        if (!spokenOf.isEmpty()) {
            for (Batch.Delta delta : batch.raised()) {
                if (spokenOf.contains(new Key(delta.source(), delta.fingerprint()))) {
                    return false;
                }
            }
        }
        batch.raised().forEach(d -> raised.merge(new Key(d.source(), d.fingerprint()), d, Merge::both));
        batch.ordinary().forEach(o -> ordinary.merge(new Key(o.source(), o.service()), o, Merge::both));
        for (Batch.Word word : batch.words()) {
            words.add(word);
            spokenOf.add(new Key(word.source(), word.fingerprint()));
        }
        return true;
    }

    Batch batch() {
        return new Batch(List.copyOf(raised.values()), List.copyOf(ordinary.values()), List.copyOf(words));
    }

    private static Batch.Ordinary both(Batch.Ordinary a, Batch.Ordinary b) {
        return new Batch.Ordinary(a.source(), a.service(), sum(a.minutes(), b.minutes()));
    }

    /** The worse grade brings its rule and reason; of words about the same trouble the first stay. */
    private static Batch.Delta both(Batch.Delta a, Batch.Delta b) {
        Batch.Delta worse = b.grade().compareTo(a.grade()) < 0 ? b : a;
        return new Batch.Delta(
                a.source(),
                b.service(),
                a.fingerprint(),
                worse.grade(),
                a.title(),
                worse.rule(),
                worse.reason(),
                a.grouped(),
                b.trusted(),
                a.count() + b.count(),
                earlier(a.first(), b.first()),
                later(a.last(), b.last()),
                sum(a.minutes(), b.minutes()),
                union(a.users(), b.users()),
                union(a.hosts(), b.hosts()),
                newest(a.samples(), b.samples()));
    }

    private static Map<Long, Long> sum(Map<Long, Long> a, Map<Long, Long> b) {
        Map<Long, Long> all = new HashMap<>(a);
        b.forEach((minute, count) -> all.merge(minute, count, Long::sum));
        return all;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        if (a.containsAll(b)) {
            return a;
        }
        Set<String> all = new HashSet<>(a);
        for (String one : b) {
            if (all.size() >= Spot.DISTINCT) {
                break;
            }
            all.add(one);
        }
        return all;
    }

    private static List<Batch.Sample> newest(List<Batch.Sample> a, List<Batch.Sample> b) {
        List<Batch.Sample> all = new ArrayList<>(a);
        all.addAll(b);
        if (all.size() > Spot.SAMPLES) {
            all.sort(Comparator.comparing(Batch.Sample::at).reversed());
            return List.copyOf(all.subList(0, Spot.SAMPLES));
        }
        return all;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
