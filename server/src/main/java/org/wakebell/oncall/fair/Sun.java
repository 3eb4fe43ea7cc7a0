package org.wakebell.oncall.fair;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.wakebell.oncall.rotation.Wall;

/**
 * Splits the day among places so that the least sleep is lost, then so that the watches are as equal as can be. There are
 * few places and 24 hours, so every split is tried.
 */
final class Sun {

    /** More places than this are not one team's night. */
    static final int MOST = 4;

    private static final int HOURS = 24;

    /** Clocks change at different times of the year in different places. */
    private static final int[] SEASONS = {0, 13, 26, 39};

    /** @param from and {@code to}: hours of the schedule's day; half-open, over midnight if {@code to} is not later */
    record Watch(int group, int from, int to) {}

    private final int groups;
    private final int[][] lost;
    private int[] best = new int[0];
    private int[] order = new int[0];
    private long least = Long.MAX_VALUE;

    /** @param groups people by place */
    Sun(List<List<Life>> groups, ZoneId zone, LocalDate day) {
        this.groups = groups.size();
        this.lost = new int[groups.size()][HOURS];
        for (int group = 0; group < groups.size(); group++) {
            List<Life> people = groups.get(group);
            for (int hour = 0; hour < HOURS; hour++) {
                int asleep = 0;
                for (int weeks : SEASONS) {
                    Instant at = Wall.first(day.plusWeeks(weeks).atTime(hour, 30), zone);
                    asleep += (int) people.stream().filter(life -> life.asleep(at)).count();
                }
                lost[group][hour] = 100 * asleep / people.size();
            }
        }
    }

    /** One watch for each place, in the order of the day. */
    List<Watch> watches() {
        orders(new int[groups], new boolean[groups], 0);
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            watches.add(new Watch(order[i], best[i], best[(i + 1) % groups]));
        }
        return watches;
    }

    /** The places in every order; the first stays first, for the day is a circle. */
    private void orders(int[] sofar, boolean[] used, int at) {
        if (at == groups) {
            starts(sofar, new int[groups], 0);
            return;
        }
        for (int group = 0; group < groups; group++) {
            if (used[group] || at == 0 && group > 0) {
                continue;
            }
            used[group] = true;
            sofar[at] = group;
            orders(sofar, used, at + 1);
            used[group] = false;
        }
    }

    private void starts(int[] who, int[] starts, int at) {
        if (at == groups) {
            weigh(who, starts);
            return;
        }
        int first = at == 0 ? 0 : starts[at - 1] + 1;
        int last = at == 0 ? HOURS - 1 : starts[0] + HOURS - (groups - at);
        for (int hour = first; hour <= last; hour++) {
            starts[at] = hour;
            starts(who, starts, at + 1);
        }
    }

    private void weigh(int[] who, int[] starts) {
        long weight = 0;
        for (int i = 0; i < groups; i++) {
            int end = i + 1 < groups ? starts[i + 1] : starts[0] + HOURS;
            int asleep = 0;
            for (int hour = starts[i]; hour < end; hour++) {
                asleep += lost[who[i]][hour % HOURS];
            }
            int length = end - starts[i];
            // A lost hour of sleep outweighs any inequality.
            weight += 1_000L * asleep + (long) length * length * groups;
        }
        if (weight < least) {
            least = weight;
            order = who.clone();
            best = new int[groups];
            for (int i = 0; i < groups; i++) {
                best[i] = starts[i] % HOURS;
            }
        }
    }
}
