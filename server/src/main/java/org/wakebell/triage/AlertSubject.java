package org.wakebell.triage;

import java.time.Instant;
import java.util.Locale;
import org.wakebell.paging.Subject;
import org.wakebell.people.Actor;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;

/** What a page to the triagers says, and what becomes of the answers to it. */
final class AlertSubject implements Subject {

    static final String KIND = "alert";

    private final Alerts alerts;
    private final Openings openings;
    private final Verdicts verdicts;
    private final Clock clock;

    AlertSubject(Alerts alerts, Openings openings, Verdicts verdicts, Clock clock) {
        this.alerts = alerts;
        this.openings = openings;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Brief brief(String id) {
        Alert alert = get(id);
        return new Brief(
                alert.title(), openings.facts(alert, clock.instant()), alert.episode().opened(), "/triage/" + alert.id());
    }

    /**
     * A verdict button in a message, or just "I have seen it". The screen with the contradicting facts cannot be shown
     * inside a message, and friction never blocks.
     */
    @Override
    public void answered(String id, String page, String choice, Actor who) {
        switch (choice.toLowerCase(Locale.ROOT)) {
            case "911" -> verdicts.judge(who, id, Triage.Verdict.V911, "", true);
            case "912" -> verdicts.judge(who, id, Triage.Verdict.V912, "", true);
            case "one_off" -> verdicts.judge(who, id, Triage.Verdict.ONE_OFF, "", true);
            case "misgraded" -> verdicts.judge(who, id, Triage.Verdict.MISGRADED, "", true);
            default -> verdicts.looking(who, id);
        }
    }

    @Override
    public void told(String id, Instant at, String what, String why) {
        Alert alert = get(id);
        alerts.line(id, alert.episode().id(), at, what, why, "Wakebell");
    }

    private Alert get(String id) {
        return alerts.find(id).orElseThrow(() -> Refusal.missing("There is no such alert."));
    }
}
