package org.wakebell.pulse;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Bells;
import org.wakebell.bells.PulseSettings;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.vital.Check;

/** Whether somebody outside would notice if this server died tonight. */
record PulseCheck(Clock clock, Bells bells, @Nullable PulseSettings settings) implements Check {

    /** A beat may wait for a claim that was left by a node that died, and for a slow watcher. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "pulse";
    }

    @Override
    public Finding look() {
        if (settings == null) {
            return Finding.ready("No pulse leaves this server: if it dies, nobody outside notices. Set pulse.url in wakebell.yml; docs/pulse.md says how.")
                    .said("pulse.finding.none");
        }
        Bells.Beats beats = bells.beats();
        Instant taken = beats.taken();
        boolean fresh = taken != null && taken.plus(settings.every().multipliedBy(2)).plus(SLACK).isAfter(clock.instant());
        if (taken != null && fresh) {
            return Finding.ready(settings.host() + " took a beat at " + said(taken) + ".").said("pulse.finding.ready", settings.host(), said(taken));
        }
        if (!beats.why().isEmpty()) {
            return Finding.degraded("No beat reaches the watcher outside: " + beats.why() + ". It will think that this server is dead. Look at"
                            + " pulse.url in wakebell.yml, and at the way there.")
                    .said("pulse.finding.refused", beats.why());
        }
        if (taken == null) {
            return Finding.degraded("No beat has reached " + settings.host() + " yet. The first leaves within seconds of a start; if this stays, one"
                            + " of the other checks says why.")
                    .said("pulse.finding.never", settings.host());
        }
        return Finding.degraded("No beat has left since " + said(taken) + ": some part of the line stands still, and one of the other checks says"
                        + " which. Would a 911 ring?")
                .said("pulse.finding.stands", said(taken));
    }

    private static String said(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
