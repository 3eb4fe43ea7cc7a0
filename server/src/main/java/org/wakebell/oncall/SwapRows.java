package org.wakebell.oncall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.people.Actor;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Swaps in the database. */
final class SwapRows {

    private final Tx tx;

    SwapRows(Tx tx) {
        this.tx = tx;
    }

    void insert(Swap swap, Actor by) {
        Swap.Part back = swap.back() == null ? new Swap.Part("", Instant.EPOCH, Instant.EPOCH) : swap.back();
        tx.sql("""
                        INSERT INTO oncall_swap
                          (id, kind, schedule, asker, asked, starts, ends, back_schedule, back_starts, back_ends, note,
                           state, taker, made_by, made_at, closed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
                        """)
                .params(swap.id(), swap.kind().name(), swap.part().schedule(), swap.asker(), swap.asked(),
                        Micros.of(swap.part().from()), Micros.of(swap.part().until()), back.schedule(),
                        Micros.of(back.from()), Micros.of(back.until()), swap.note(), swap.state().name(), swap.taker(),
                        by.person(), Micros.of(swap.made()))
                .update();
    }

    /** False if it is no longer in that state: somebody was first. */
    boolean close(String id, Swap.State was, Swap.State becomes, String taker, Instant now) {
        return tx.sql("UPDATE oncall_swap SET state = ?, taker = ?, closed_at = ? WHERE id = ? AND state = ?")
                        .params(becomes.name(), taker, Micros.of(now), id, was.name())
                        .update()
                == 1;
    }

    Optional<Swap> find(String id) {
        return tx.read(() -> tx.sql("SELECT * FROM oncall_swap WHERE id = ?").params(id).query(SwapRows::swap).optional());
    }

    /** Those that are open, soonest first. */
    List<Swap> open() {
        return tx.read(() -> tx.sql("SELECT * FROM oncall_swap WHERE state = 'OPEN' ORDER BY starts, id")
                .query(SwapRows::swap)
                .list());
    }

    /** Those whose shift ends after an instant, soonest first. */
    List<Swap> endingAfter(Instant at) {
        return tx.read(() -> tx.sql("SELECT * FROM oncall_swap WHERE ends > ? ORDER BY starts, id")
                .params(Micros.of(at))
                .query(SwapRows::swap)
                .list());
    }

    private static Swap swap(ResultSet row, int n) throws SQLException {
        String back = row.getString("back_schedule");
        return new Swap(
                row.getString("id"),
                Swap.Kind.valueOf(row.getString("kind")),
                row.getString("asker"),
                row.getString("asked"),
                new Swap.Part(
                        row.getString("schedule"), Micros.instant(row, "starts"), Micros.instant(row, "ends")),
                back.isEmpty()
                        ? null
                        : new Swap.Part(back, Micros.instant(row, "back_starts"), Micros.instant(row, "back_ends")),
                row.getString("note"),
                Swap.State.valueOf(row.getString("state")),
                row.getString("taker"),
                Micros.instant(row, "made_at"));
    }
}
