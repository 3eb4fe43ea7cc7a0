package org.wakebell.bench.simulate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance from a seed. Everything that is random in a night hangs on one of these, and each part has its own. */
final class Dice {

    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;

    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Another one, so that what one part asks does not change what another gets. */
    Dice apart() {
        return new Dice(random.split());
    }

    RandomGenerator random() {
        return random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Microseconds, from and to in seconds. */
    long seconds(double from, double to) {
        return (long) ((from + random.nextDouble() * (to - from)) * SECOND);
    }

    /** 0 to below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
