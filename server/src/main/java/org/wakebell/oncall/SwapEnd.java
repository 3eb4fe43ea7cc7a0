package org.wakebell.oncall;

import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/** A request that nobody accepted ends with the beginning of its shift. */
final class SwapEnd implements DutyKind {

    private final Swaps swaps;

    SwapEnd(Swaps swaps) {
        this.swaps = swaps;
    }

    @Override
    public String name() {
        return Swaps.END;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            swaps.expire(held.duty().key());
            return new Held.Next.Done();
        });
    }
}
