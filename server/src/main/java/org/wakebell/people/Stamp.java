package org.wakebell.people;

import java.util.function.Supplier;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;

/** Lets one change of this room at a time go on, and tells every copy in memory that it is stale. */
final class Stamp {

    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;

    Stamp(Tx tx, Ids ids, Pokes pokes) {
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
    }

    /**
     * Stamps first, which lets only one change at a time go on, and last, so that no copy made in between is ever
     * taken for the result.
     */
    <T> T changing(Supplier<T> change) {
        return tx.write(() -> {
            renew();
            T result = change.get();
            renew();
            pokes.poke("people");
            return result;
        });
    }

    void changing(Runnable change) {
        this.<Boolean>changing(() -> {
            change.run();
            return true;
        });
    }

    private void renew() {
        tx.sql("UPDATE people_stamp SET stamp = ? WHERE one = 1").params(ids.next()).update();
    }
}
