package org.wakebell.oncall.fair;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Span;

/**
 * How good a schedule is over a time, in four shares that people can act on. Each lies between 0 and 1.
 *
 * @param covered of the time, with somebody on call; overlaps do not make up for gaps
 * @param able of the covered time, with every demanded capability on call
 * @param even 1 if everyone in it carries the same weight, 0 if one carries all; what is missing to 1 is the part of
 *     the weight that would have to change hands
 * @param awake of the hours on call, those outside people's sleep
 */
public record Quality(double covered, double able, double even, double awake) {

    /**
     * @param gaps and {@code incapable}: stretches of {@code [from, to)} with nobody, and with somebody but not able
     * @param loads of everyone who shares the schedule, those who carry nothing included
     */
    public static Quality of(
            Duration whole, Collection<Duration> gaps, Collection<Duration> incapable, Map<String, Load> loads) {
        double all = whole.toSeconds();
        double gap = seconds(gaps);
        double covered = all == 0 ? 0 : (all - gap) / all;
        double able = covered == 0 ? 0 : 1 - seconds(incapable) / (all - gap);
        double hours = loads.values().stream().mapToDouble(load -> load.hours().toSeconds()).sum();
        double asleep = loads.values().stream().mapToDouble(load -> load.asleep().toSeconds()).sum();
        return new Quality(covered, able, even(loads.values()), hours == 0 ? 0 : 1 - asleep / hours);
    }

    /** The gaps of a rota as {@link #of} wants them. */
    public static List<Duration> gaps(Rota rota, Instant from, Instant to) {
        return rota.gaps(from, to).stream().map(Span::length).toList();
    }

    private static double seconds(Collection<Duration> all) {
        return all.stream().mapToDouble(Duration::toSeconds).sum();
    }

    private static double even(Collection<Load> loads) {
        double all = loads.stream().mapToDouble(load -> load.weighted().toSeconds()).sum();
        int people = loads.size();
        if (people < 2 || all == 0) {
            return people == 0 ? 0 : 1;
        }
        double mean = all / people;
        double moved = loads.stream()
                        .mapToDouble(load -> Math.abs(load.weighted().toSeconds() - mean))
                        .sum()
                / 2;
        return 1 - moved / (all - mean);
    }

    /**
     * 0 to 100: coverage 40, ability 20, evenness 20, sleep 20 points. Whatever is covered less than wholly, or by
     * people who cannot act, is at most 60: no fairness makes up for a gap.
     */
    public int score() {
        double points = 40 * covered + 20 * able + 20 * even + 20 * awake;
        boolean whole = covered > 0.999_999 && able > 0.999_999;
        return (int) Math.round(whole ? points : Math.min(points, 60));
    }
}
