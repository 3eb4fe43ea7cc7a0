package org.wakebell.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a batch leads to, done after all its rows are written: first alerts, then sources, then incidents, so that two
 * nodes always lock in the same order.
 */
final class Later {

    /** A new 911-grade episode of a trusted source. */
    record Trusted(String alert, Batch.Delta delta) {}

    final List<Runnable> told = new ArrayList<>();
    final List<Trusted> trusted = new ArrayList<>();
    final Set<String> firing = new TreeSet<>();
    final Set<String> recovered = new TreeSet<>();
}
