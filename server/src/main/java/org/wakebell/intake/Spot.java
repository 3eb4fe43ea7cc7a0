package org.wakebell.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.grading.Clean;
import org.wakebell.grading.Event;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Graded;
import org.wakebell.grading.Rules;
import org.wakebell.grading.fingerprint.Fingerprint;
import org.wakebell.triage.Batch;

/** What one request says about one fingerprint, while it is being read. Not shared between threads. */
final class Spot {

    /** Distinct users and hosts beyond this are "1,000+". */
    static final int DISTINCT = 1_001;

    static final int SAMPLES = 5;
    private static final int SAMPLE_TEXT = 16_384;
    private static final int ATTRIBUTES = 64;
    private static final int ATTRIBUTE = 1_024;

    private final Graded graded;
    private Grade grade;
    private Rules.Decision decision;
    private long count;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private final Minutes minutes = new Minutes();
    private final Set<String> users = new HashSet<>(2);
    private final Set<String> hosts = new HashSet<>(2);
    private final List<Event> newest = new ArrayList<>(1);
    private final List<Instant> times = new ArrayList<>(1);

    Spot(Graded graded, Rules.Decision decision) {
        this.graded = graded;
        this.grade = decision.grade();
        this.decision = decision;
    }

    void add(Event event, Rules.Decision decided, Instant at) {
        count++;
        if (decided.grade().compareTo(grade) < 0) {
            grade = decided.grade();
            decision = decided;
        }
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
        minutes.add(at);
        note(users, event.user());
        note(hosts, event.host());
        keep(event, at);
    }

    private static void note(Set<String> seen, String who) {
        if (!who.isEmpty() && seen.size() < DISTINCT) {
            seen.add(Clean.line(who, 200));
        }
    }

    private void keep(Event event, Instant at) {
        if (newest.size() < SAMPLES) {
            newest.add(event);
            times.add(at);
            return;
        }
        int oldest = 0;
        for (int i = 1; i < SAMPLES; i++) {
            if (times.get(i).isBefore(times.get(oldest))) {
                oldest = i;
            }
        }
        if (!at.isBefore(times.get(oldest))) {
            newest.remove(oldest);
            times.remove(oldest);
            newest.add(event);
            times.add(at);
        }
    }

    Batch.Delta delta(Source source, Fingerprint fingerprint) {
        List<Batch.Sample> samples = new ArrayList<>(newest.size());
        for (int i = 0; i < newest.size(); i++) {
            samples.add(sample(newest.get(i), times.get(i)));
        }
        return new Batch.Delta(
                source.id(), source.service(), fingerprint.toString(), grade, graded.title(), decision.rule(), decision.reason(),
                graded.grouped(), source.trusted(), count, first, last, minutes.all(), users, hosts, samples);
    }

    private static Batch.Sample sample(Event event, Instant at) {
        Map<String, String> attributes = new HashMap<>();
        event.attributes().forEach((key, value) -> {
            if (attributes.size() < ATTRIBUTES) {
                attributes.put(Clean.line(key, 200), Clean.text(value, ATTRIBUTE));
            }
        });
        put(attributes, "severity", event.severityText());
        put(attributes, "logger", event.logger());
        put(attributes, "host", event.host());
        put(attributes, "user", event.user());
        if (!event.at().equals(at)) {
            attributes.put("time.sender", event.at().toString());
        }
        String stack = event.stack();
        String text = stack == null || stack.isEmpty() ? event.body() : event.body() + "\n" + stack;
        return new Batch.Sample(at, Clean.text(text, SAMPLE_TEXT), attributes);
    }

    private static void put(Map<String, String> attributes, String key, String value) {
        if (!value.isEmpty()) {
            attributes.putIfAbsent(key, Clean.line(value, ATTRIBUTE));
        }
    }
}
