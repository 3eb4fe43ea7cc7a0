package org.wakebell.platform.vital;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.wakebell.platform.clock.Clock;
import org.wakebell.zones.InUse;

/** Which time zone data decide who is woken when, and whether better ones were meant to. */
final class ZoneCheck implements Check {

    private static final String HOW = " docs/operating.md says how to bring newer ones.";

    private final Clock clock;
    private final Supplier<Optional<InUse>> inUse;

    ZoneCheck(Clock clock) {
        this(clock, InUse::now);
    }

    ZoneCheck(Clock clock, Supplier<Optional<InUse>> inUse) {
        this.clock = clock;
        this.inUse = inUse;
    }

    @Override
    public String name() {
        return "zones";
    }

    @Override
    public Finding look() {
        return inUse.get()
                .map(this::judge)
                .orElseGet(() -> Finding.degraded("The JDK's own time zone data are used, not Wakebell's: shifts may change an hour early or"
                        + " late where a law has changed. Start it with ./wakebell, or with the flags of java.options.").said("platform.finding.zones.jdk"));
    }

    private Finding judge(InUse zones) {
        String release = zones.release().toString();
        String which = "Time zone data " + zones.release() + ", " + zones.from() + ".";
        if (!zones.refused().isEmpty()) {
            return Finding.degraded(which + " What was meant to be newer cannot be used: " + zones.refused().getFirst() + "." + HOW)
                    .said("platform.finding.zones.refused", release, zones.from(), zones.refused().getFirst());
        }
        if (!zones.asked().equals(System.getProperty(InUse.UPDATE, zones.asked()))) {
            return Finding.degraded(which + " The setting zone-data came too late to count; name it as WAKEBELL_ZONE_DATA instead.")
                    .said("platform.finding.zones.late", release, zones.from());
        }
        int year = clock.instant().atOffset(ZoneOffset.UTC).getYear();
        return year > zones.release().year() + 1
                ? Finding.degraded(which + " Since then some country has surely changed its clocks." + HOW).said("platform.finding.zones.old", release, zones.from())
                : Finding.ready(which).said("platform.finding.zones.ready", release, zones.from());
    }
}
