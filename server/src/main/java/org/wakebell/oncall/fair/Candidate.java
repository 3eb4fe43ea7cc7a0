package org.wakebell.oncall.fair;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Somebody who could take a stretch that nobody has.
 *
 * @param able holds every demanded capability all the while
 * @param asleep how much of the stretch they would sleep through
 * @param carried the weight they carry already in the time around it
 */
public record Candidate(String person, boolean able, Duration asleep, Duration carried) {

    /** Able first, then who loses least sleep, then who carries least, then by name as given. */
    private static final Comparator<Candidate> BEST = Comparator.comparing(Candidate::able)
            .reversed()
            .thenComparing(Candidate::asleep)
            .thenComparing(Candidate::carried);

    /** What speaks for and against this person having {@code [from, until)}. */
    public static Candidate of(Life life, boolean able, Instant from, Instant until, Load carried) {
        Load.Sum sum = new Load.Sum(life);
        sum.add(from, until);
        return new Candidate(life.person(), able, sum.load().asleep(), carried.weighted());
    }

    /** Best first; those who are equal stay in the order in which they came. */
    public static List<Candidate> ranked(List<Candidate> all) {
        return all.stream().sorted(BEST).toList();
    }
}
