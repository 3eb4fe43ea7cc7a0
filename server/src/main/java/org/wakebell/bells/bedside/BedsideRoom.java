package org.wakebell.bells.bedside;

import java.time.Duration;
import java.util.List;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Lines;
import org.wakebell.people.Clocks;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.web.Pokes;

/** Puts the bedside pages' part of the house together. */
public final class BedsideRoom {

    private final Bedside bedside;
    private final BedsideLine line;

    public BedsideRoom(Clock clock, Tx tx, Pokes pokes, Clocks clocks, Lines lines, BellSetup setup) {
        this.bedside = new Bedside(clock, tx, pokes, clocks, lines, setup);
        this.line = new BedsideLine(bedside);
        lines.register(line);
    }

    public Bedside bedside() {
        return bedside;
    }

    BedsideLine line() {
        return line;
    }

    public List<Loop> loops() {
        return List.of(new Loop() {
            @Override
            public String name() {
                return "bells.bedside";
            }

            @Override
            public Duration rest() {
                return Duration.ofSeconds(2);
            }

            @Override
            public boolean step() {
                bedside.unarmSilent();
                return false;
            }
        });
    }
}
