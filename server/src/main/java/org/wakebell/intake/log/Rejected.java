package org.wakebell.intake.log;

import java.util.ArrayList;
import java.util.List;

/** The records of a batch that were left out, how many and why; the first twenty reasons are told. */
final class Rejected {

    private static final int TOLD = 20;

    private long count;
    private final List<String> reasons = new ArrayList<>();

    void add(String reason) {
        count++;
        if (reasons.size() < TOLD) {
            reasons.add(reason.length() > 300 ? reason.substring(0, 300) + "…" : reason);
        }
    }

    long count() {
        return count;
    }

    List<String> reasons() {
        return reasons;
    }
}
