package org.wakebell.oncall.rotation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is around an instant.
 *
 * @param seats who is on call at it
 * @param handoff the next instant at which other people are, {@link Instant#MAX} if beyond the horizon
 * @param since of each who is on call, as {@link Rota#since} says
 * @param until of each who is on call, as {@link Rota#until} says
 */
public record Around(List<Seat> seats, Instant handoff, Map<String, Instant> since, Map<String, Instant> until) {

    public Around {
        seats = List.copyOf(seats);
        since = Map.copyOf(since);
        until = Map.copyOf(until);
    }

    static Around of(Rota rota, Instant at) {
        List<Seat> seats = rota.at(at);
        Map<String, Instant> until = new HashMap<>();
        Instant handoff = ahead(rota, at, seats, until);
        Map<String, Instant> since = back(rota, at, seats);
        for (Seat seat : seats) {
            since.putIfAbsent(seat.person(), Instant.MIN);
            until.putIfAbsent(seat.person(), Instant.MAX);
        }
        return new Around(seats, handoff, since, until);
    }

    /** Until other people are on call and all of these have gone; the steps are limited for the latter alone. */
    private static Instant ahead(Rota rota, Instant at, List<Seat> seats, Map<String, Instant> until) {
        Instant horizon = at.plus(Rota.HORIZON);
        Instant handoff = Instant.MAX;
        int steps = 0;
        for (Instant edge = rota.edgeAfter(at, false); edge.isBefore(horizon); edge = rota.edgeAfter(edge, false)) {
            boolean searching = steps++ < Rota.STEPS && until.size() < seats.size();
            if (!searching && !handoff.equals(Instant.MAX)) {
                break;
            }
            List<Seat> then = rota.at(edge);
            if (handoff.equals(Instant.MAX) && !samePeople(seats, then)) {
                handoff = edge;
            }
            if (searching) {
                gone(seats, then, edge, until);
            }
        }
        return handoff;
    }

    private static Map<String, Instant> back(Rota rota, Instant at, List<Seat> seats) {
        Instant horizon = at.minus(Rota.HORIZON);
        Map<String, Instant> since = new HashMap<>();
        Instant edge = rota.edgeUpTo(at);
        for (int steps = 0; steps < Rota.STEPS && edge.isAfter(horizon) && since.size() < seats.size(); steps++) {
            Instant before = edge.minusNanos(1);
            gone(seats, rota.at(before), edge, since);
            edge = rota.edgeUpTo(before);
        }
        return since;
    }

    private static void gone(List<Seat> seats, List<Seat> there, Instant edge, Map<String, Instant> found) {
        for (Seat seat : seats) {
            if (!Rota.sits(there, seat.person())) {
                found.putIfAbsent(seat.person(), edge);
            }
        }
    }

    private static boolean samePeople(List<Seat> a, List<Seat> b) {
        return a.size() == b.size() && a.stream().allMatch(seat -> Rota.sits(b, seat.person()));
    }
}
