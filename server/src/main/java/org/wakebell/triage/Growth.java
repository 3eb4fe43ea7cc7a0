package org.wakebell.triage;

import java.time.Instant;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incidents;
import org.wakebell.triage.Memory.Known;

/** Events join quietly until users, hosts or rate have grown tenfold: then whoever is concerned is told again. */
final class Growth {

    private final Alerts alerts;
    private final Evidence evidence;
    private final Episodes episodes;
    private final Triagers triagers;
    private final Incidents incidents;

    Growth(Alerts alerts, Evidence evidence, Episodes episodes, Triagers triagers, Incidents incidents) {
        this.alerts = alerts;
        this.evidence = evidence;
        this.episodes = episodes;
        this.triagers = triagers;
        this.incidents = incidents;
    }

    /** Events in this minute or the one before, whichever had more. */
    long rate(String episode, Instant now) {
        return evidence.busiest(episode, StillHappening.minute(now) - 1);
    }

    /** More users are hurt by what is an incident: it may be too many to ask first who is awake. */
    void hurts(Known known, long users, Later later) {
        if (known.mode == Memory.Mode.INCIDENT) {
            later.told.add(() -> incidents.hurts(known.alert.episode().incident(), users));
        }
    }

    /** True if something was told, and with it changed. */
    boolean tell(Known known, Batch.Delta delta, Alert.Levels levels, Instant now, Later later) {
        Alert alert = known.alert;
        String why = alert.episode().told().grownTo(levels);
        if (why == null || !alerts.raise(alert)) {
            return false;
        }
        Alert.Levels told = alert.episode().told().max(levels);
        alerts.told(alert.episode().id(), told);
        alerts.line(alert.id(), alert.episode().id(), now, "It grows", why, "Wakebell");
        switch (known.mode) {
            case UNDECIDED -> {
                if (alert.episode().grade() == Grade.G911) {
                    later.told.add(() -> triagers.tell(alert, why, now));
                }
            }
            case INCIDENT -> later.told.add(() -> incidents.grows(alert.episode().incident(), why, levels.users()));
            case COVERED -> episodes.reopen(alert, delta, told, why, now, later);
        }
        triagers.poke(alert.id());
        return true;
    }
}
