package org.wakebell.bells;

import java.util.List;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;

/** Whether the bells that people set up would ring: what each said when it was last looked at. */
record BellsCheck(Tx tx, BellRows rows) implements Check {

    @Override
    public String name() {
        return "bells";
    }

    @Override
    public Finding look() {
        List<BellRows.Row> all = tx.read(rows::all);
        List<BellRows.Row> bad = all.stream()
                .filter(row -> row.bell().on() && row.state().equals("NOT_READY"))
                .toList();
        return bad.isEmpty()
                ? Finding.ready(all.size() + " bells are set up; none is known to be out of order.")
                        .said("bells.finding.ready", all.size() + "")
                : Finding.degraded(bad.size() + " of " + all.size() + " bells could not ring now. First: "
                        + bad.getFirst().bell().label() + ": " + bad.getFirst().health())
                        .said("bells.finding.bad", bad.size() + "", all.size() + "", bad.getFirst().bell().label(), bad.getFirst().health());
    }
}
