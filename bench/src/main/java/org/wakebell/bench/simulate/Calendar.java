package org.wakebell.bench.simulate;

import java.util.List;

/**
 * The town's rota, worked out a second time and in the simplest way: turns of so many hours from an anchor, in UTC, some
 * of them of nobody. What the server's arithmetic answers is held against this.
 *
 * @param anchor when turn 0 begins, microseconds
 * @param turns each a person's id, or empty for nobody
 * @param fallback who is rung then
 */
record Calendar(String schedule, long anchor, int hours, List<String> turns, List<String> fallback) {

    private static final long HOUR = 3_600_000_000L;

    /** @param at microseconds */
    List<String> onCall(long at) {
        String person = turn(at);
        return person.isEmpty() ? fallback : List.of(person);
    }

    /** Those who may help and are not on call: the fall-back is nobody's shift. */
    List<String> others(List<String> able, long at) {
        String person = turn(at);
        return able.stream().filter(id -> !id.equals(person)).toList();
    }

    private String turn(long at) {
        long turn = Math.floorDiv(at - anchor, hours * HOUR);
        return turns.get((int) Math.floorMod(turn, (long) turns.size()));
    }
}
