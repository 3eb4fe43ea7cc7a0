package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Triage.Verdict;

/** What people decide about an alert. Each act is one compare-and-set on the alert; two at once are put in order by it. */
final class Verdicts {

    static final Duration UNDO = Duration.ofSeconds(30);
    private static final Duration IN_ALL = Duration.ofMinutes(10);

    private final Clock clock;
    private final Alerts alerts;
    private final Triagers triagers;
    private final Openings openings;
    private final Incidents incidents;
    private final Frictions frictions;
    private final People people;
    private final Rights rights;

    Verdicts(
            Clock clock,
            Alerts alerts,
            Triagers triagers,
            Openings openings,
            Incidents incidents,
            Frictions frictions,
            People people) {
        this.clock = clock;
        this.alerts = alerts;
        this.triagers = triagers;
        this.openings = openings;
        this.incidents = incidents;
        this.frictions = frictions;
        this.people = people;
        this.rights = new Rights(people);
    }

    void judge(Actor by, String id, Verdict verdict, String why, boolean sure) {
        if (why.length() > 2_000) {
            throw Refusal.invalid("why", "The reason has at most 2,000 characters.");
        }
        changed(by, id, alert -> judge(by, alert, verdict, why.strip(), sure));
        people.acted(by.person(), clock.instant());
    }

    private boolean judge(Actor by, Alert alert, Verdict verdict, String why, boolean sure) {
        Verdict before = alert.episode().verdict();
        if (verdict == Verdict.V911) {
            requireLive(alert);
        }
        if (before == verdict) {
            return true;
        }
        if (before == null && alert.episode().incident().isEmpty()) {
            return first(by, alert, verdict, why, sure);
        }
        if (before == null && verdict == Verdict.V911) {
            return confirm(by, alert, why);
        }
        if (before == null || before == Verdict.V911) {
            return standDown(by, alert, verdict, why);
        }
        if (verdict.ordinal() > before.ordinal()) {
            throw Refusal.conflict(alert.episode().verdictName() + " judged it " + before.word()
                    + " already, and of two verdicts the higher one stands.");
        }
        return first(by, alert, verdict, why, sure);
    }

    /**
     * The verdicts that {@link #judge} would still take from this person. Once an incident stands, a lower one means to
     * stand it down; once it is over, nothing is left to decide.
     */
    List<Verdict> open(Actor by, Alert alert) {
        Alert.Episode e = alert.episode();
        Verdict before = e.verdict();
        if (!rights.mayAct(by, alert.service(), Role.TRIAGER)) {
            return List.of();
        }
        List<Verdict> all = List.of(Verdict.values());
        if (before != null && before != Verdict.V911) {
            return all.stream().filter(v -> v.compareTo(before) < 0).toList();
        }
        if (e.incident().isEmpty()) {
            return before == null ? all : List.of();
        }
        boolean live = incidents.live(e.incident());
        boolean mayEnd = live && incidents.mayStandDown(by, e.incident());
        return all.stream().filter(v -> v == Verdict.V911 ? live && before == null : mayEnd).toList();
    }

    private boolean first(Actor by, Alert alert, Verdict verdict, String why, boolean sure) {
        Instant now = clock.instant();
        boolean against = verdict == Verdict.V911
                && by.via() != Actor.Via.SYSTEM
                && frictions.of(by, alert, now).isPresent();
        if (against && !sure) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT, "sure", "The evidence speaks against waking someone. Look once more, then confirm.");
        }
        if (!alerts.raise(alert)) {
            return false;
        }
        decide(by, alert, verdict, why, against, now, UNDO);
        String reason = by.name() + " judged it " + verdict.word() + (why.isEmpty() ? "" : ": " + why);
        if (verdict == Verdict.V911) {
            openings.byHand(alert, by, reason, now, UNDO);
        } else if (verdict == Verdict.V912) {
            openings.task(alert, by, reason, now, UNDO);
        }
        return true;
    }

    /** A 911 about an incident that is over would ring nobody: whoever says it must not take it for a call. */
    private void requireLive(Alert alert) {
        String incident = alert.episode().incident();
        if (!incident.isEmpty() && !incidents.live(incident)) {
            throw Refusal.conflict("Its incident is over: nobody would be rung. If it is a 911, wake someone by hand.");
        }
    }

    private boolean confirm(Actor by, Alert alert, String why) {
        if (!alerts.raise(alert)) {
            return false;
        }
        Instant now = clock.instant();
        decide(by, alert, Verdict.V911, why, false, now, Duration.ZERO);
        incidents.happened(alert.episode().incident(), now, by.name() + " judged it 911", why);
        return true;
    }

    /** The incident is open already: any lower verdict says that it should not be. */
    private boolean standDown(Actor by, Alert alert, Verdict verdict, String why) {
        if (!alerts.raise(alert)) {
            return false;
        }
        String reason = by.name() + " judged it " + verdict.word() + (why.isEmpty() ? "" : ": " + why);
        incidents.standDown(by, alert.episode().incident(), reason);
        Instant now = clock.instant();
        decide(by, alert, verdict, why, false, now, Duration.ZERO);
        if (verdict == Verdict.V912) {
            openings.task(alert, by, reason, now, Duration.ZERO);
        }
        return true;
    }

    private void decide(
            Actor by, Alert alert, Verdict verdict, String why, boolean against, Instant now, Duration undo) {
        String episode = alert.episode().id();
        alerts.judged(episode, verdict, by.person(), by.name(), why, against, now, undo);
        alerts.line(
                alert.id(),
                episode,
                now,
                by.name() + " judged it " + verdict.word(),
                against ? (why + " (against the evidence)").strip() : why,
                by.name());
        triagers.done(alert, Paging.End.JUDGED, by.name() + " judged it " + verdict.word());
        people.audit(by, "triage.judge", alert.id(), verdict.word() + (against ? ", against the evidence" : ""));
    }

    void undo(Actor by, String id) {
        changed(by, id, alert -> {
            Alert.Episode e = alert.episode();
            Instant now = clock.instant();
            if (e.verdict() == null) {
                throw Refusal.conflict("Nobody has judged this episode: there is nothing to take back.");
            }
            if (!e.verdictBy().equals(by.person())) {
                throw Refusal.forbidden(e.verdictName() + " judged it; only they can take it back.");
            }
            if (e.undoUntil() == null || now.isAfter(e.undoUntil())) {
                throw Refusal.conflict("The 30 seconds to take it back are over. A 911 can still be stood down.");
            }
            if (!alerts.raise(alert)) {
                return false;
            }
            if (!e.incident().isEmpty()) {
                incidents.undo(by, e.incident());
            } else if (e.verdict() == Verdict.V912) {
                openings.undoTask(alert, by, now);
            }
            alerts.unjudged(e.id());
            alerts.line(alert.id(), e.id(), now, by.name() + " took the verdict back", "", by.name());
            people.audit(by, "triage.undo", id, "");
            asBefore(id, by, now);
            return true;
        });
    }

    private void asBefore(String id, Actor by, Instant now) {
        Alert alert = alerts.find(id).orElseThrow();
        Instant deadline = alert.episode().deadline();
        if (deadline != null) {
            triagers.tell(alert, by.name() + " took the verdict back", now);
            triagers.timer(alert, deadline);
        }
        triagers.poke(id);
    }

    void looking(Actor by, String id) {
        changed(by, id, alert -> {
            Instant now = clock.instant();
            people.acted(by.person(), now);
            Instant before = alert.episode().lookingAt();
            boolean said = alert.episode().lookingName().equals(by.name())
                    && before != null
                    && now.isBefore(before.plusSeconds(60));
            if (said) {
                return true;
            }
            if (!alerts.raise(alert)) {
                return false;
            }
            alerts.looking(alert.episode().id(), by, now);
            alerts.line(alert.id(), alert.episode().id(), now, by.name() + " is looking", "", by.name());
            triagers.poke(id);
            return true;
        });
    }

    void moreTime(Actor by, String id) {
        changed(by, id, alert -> {
            Alert.Episode e = alert.episode();
            Instant from = e.timerFrom();
            if (!e.undecided() || from == null || e.resting() || e.grade() != Grade.G911) {
                throw Refusal.conflict("No time is running for this alert.");
            }
            if (e.extended()) {
                throw Refusal.conflict("It was given more time once already: ten minutes in all.");
            }
            if (!alerts.raise(alert)) {
                return false;
            }
            Instant deadline = from.plus(IN_ALL);
            alerts.extend(e.id(), deadline);
            alerts.line(alert.id(), e.id(), clock.instant(), by.name() + " asked for more time", "ten minutes in all", by.name());
            triagers.timer(alert, deadline);
            triagers.poke(id);
            people.acted(by.person(), clock.instant());
            return true;
        });
    }

    @FunctionalInterface
    private interface Change {
        /** False if the alert had changed since it was read. */
        boolean to(Alert alert);
    }

    private void changed(Actor by, String id, Change change) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Alert alert = alerts.find(id).orElseThrow(() -> Refusal.missing("There is no such alert."));
            rights.requireAct(by, alert.service(), Role.TRIAGER);
            if (change.to(alert)) {
                return;
            }
        }
        throw Refusal.conflict("This alert changes too fast right now. Try once more.");
    }
}
