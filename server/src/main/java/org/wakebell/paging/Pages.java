package org.wakebell.paging;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Pages and rings in their tables. Every change of state is a compare-and-set; the caller owns the transaction. */
final class Pages {

    /** A ring as it stands in its row. */
    record RingRow(
            String id,
            String page,
            String person,
            String bell,
            String place,
            boolean loud,
            String why,
            Instant decided,
            Instant due,
            State state,
            String outcome,
            String proof,
            @Nullable Instant proofAt) {

        enum State {
            /** Decided; its bell was not told yet. */
            OWED,
            /** The bell sounds, or took it. */
            RUNG,
            /** The bell cannot, or nobody knows whether it did. */
            FAILED,
            /** Over: answered, hushed or taken back. */
            QUIET
        }

        Paging.RingFact fact(String label) {
            return new Paging.RingFact(person, label, loud, state.name(), outcome, proof, proofAt, why, due);
        }
    }

    private final Tx tx;

    Pages(Tx tx) {
        this.tx = tx;
    }

    void insert(String id, Paging.NewPage page, Instant now, Page.State state) {
        tx.sql("""
                INSERT INTO paging_page
                  (id, subject_kind, subject_id, urgency, service, persons, opened_by, why, opened, not_before, state, held,
                   passes, next_round, next_step, next_at, round_from, answered_by, ended_how, ended_why)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, 0, 1, 0, ?, ?, '', '', '')
                """)
                .params(
                        id,
                        page.subjectKind(),
                        page.subjectId(),
                        page.urgency().name(),
                        page.service(),
                        String.join(" ", page.persons().stream().sorted().toList()),
                        page.by().person(),
                        page.why(),
                        Micros.of(now),
                        Micros.of(page.notBefore()),
                        state.name(),
                        Micros.of(now),
                        Micros.of(now))
                .update();
    }

    Optional<Page> find(String id) {
        return tx.sql("SELECT * FROM paging_page WHERE id = ?").param(id).query(Page::of).optional();
    }

    /** The first lock of every transaction about a page; without it answer and step could wait for each other. */
    void lock(String id) {
        tx.sql("UPDATE paging_page SET state = state WHERE id = ?").param(id).update();
    }

    Optional<Page> locked(String id) {
        lock(id);
        return find(id);
    }

    /** Every act locks its page first, then the duties: one order for all. */
    Page required(String id) {
        return locked(id).orElseThrow(Pages::none);
    }

    static Refusal none() {
        return Refusal.missing("There is no such page.");
    }

    List<Page> in(Page.State... states) {
        StringBuilder list = new StringBuilder();
        for (Page.State state : states) {
            list.append(list.isEmpty() ? "'" : ", '").append(state.name()).append('\'');
        }
        return tx.sql("SELECT * FROM paging_page WHERE state IN (%s) ORDER BY opened DESC, id".formatted(list))
                .query(Page::of)
                .list();
    }

    boolean answered(String id, String by, Instant at) {
        return tx.sql("""
                        UPDATE paging_page SET state = 'ANSWERED', answered_by = ?, answered_at = ?, last_act = ?, held = false
                        WHERE id = ? AND state = 'RINGING'
                        """)
                        .params(by, Micros.of(at), Micros.of(at), id)
                        .update()
                == 1;
    }

    /** When this person last answered a 911 other than the given page; null if not since then. One that rings again is no answer. */
    @Nullable Instant answeredOther(String person, String page, Instant since) {
        return tx.sql("""
                        SELECT answered_at FROM paging_page
                        WHERE answered_by = ? AND answered_at >= ? AND id <> ? AND urgency = 'WAKE' AND state <> 'RINGING'
                        ORDER BY answered_at DESC, id DESC LIMIT 1
                        """)
                .params(person, Micros.of(since), page)
                .query((row, n) -> Micros.instant(row, "answered_at"))
                .optional()
                .orElse(null);
    }

    /** Another 911 has rung this person since then, up to the second instant, and still rings. */
    boolean unanswered(String person, String page, Instant since, Instant until) {
        return tx.sql("""
                        SELECT count(*) FROM paging_ring r JOIN paging_page p ON p.id = r.page
                        WHERE r.person = ? AND r.decided > ? AND r.decided <= ? AND p.id <> ? AND p.urgency = 'WAKE'
                          AND p.state = 'RINGING'
                        """)
                        .params(person, Micros.of(since), Micros.of(until), page)
                        .query(Long.class)
                        .single()
                > 0;
    }

    boolean owned(String id, String by, Instant at) {
        return tx.sql("""
                        UPDATE paging_page SET state = 'OWNED', answered_by = ?, last_act = ?, offered_to = '',
                          answered_at = coalesce(answered_at, ?)
                        WHERE id = ? AND state IN ('RINGING', 'ANSWERED', 'OWNED')
                        """)
                        .params(by, Micros.of(at), Micros.of(at), id)
                        .update()
                == 1;
    }

    boolean reopened(String id) {
        return tx.sql("UPDATE paging_page SET state = 'RINGING', offered_to = '' WHERE id = ? AND state IN ('ANSWERED', 'OWNED')")
                        .param(id)
                        .update()
                == 1;
    }

    /** @param to whom, or empty: to nobody any more */
    void offered(String id, String to) {
        tx.sql("UPDATE paging_page SET offered_to = ? WHERE id = ? AND state IN ('ANSWERED', 'OWNED')")
                .params(to, id)
                .update();
    }

    boolean acted(String id, Instant at) {
        return tx.sql("UPDATE paging_page SET last_act = ? WHERE id = ? AND state IN ('ANSWERED', 'OWNED')")
                        .params(Micros.of(at), id)
                        .update()
                == 1;
    }

    boolean ended(String id, Paging.End how, String why, Instant at) {
        return tx.sql("""
                        UPDATE paging_page SET state = 'ENDED', held = false, offered_to = '', ended_at = ?, ended_how = ?, ended_why = ?
                        WHERE id = ? AND state <> 'ENDED'
                        """)
                        .params(Micros.of(at), how.name(), why, id)
                        .update()
                == 1;
    }

    boolean resumed(String id) {
        return tx.sql("""
                        UPDATE paging_page SET state = 'RINGING', ended_at = NULL, ended_how = '', ended_why = ''
                        WHERE id = ? AND state = 'ENDED' AND ended_how = 'RECOVERED'
                        """)
                        .param(id)
                        .update()
                == 1;
    }

    boolean held(String id, boolean held) {
        return tx.sql("UPDATE paging_page SET held = ? WHERE id = ? AND state = 'RINGING' AND held <> ?")
                        .params(held, id, held)
                        .update()
                == 1;
    }

    /** False if it was passed twice already. */
    boolean passed(String id) {
        return tx.sql("UPDATE paging_page SET passes = passes + 1 WHERE id = ? AND state = 'RINGING' AND passes < 2")
                        .param(id)
                        .update()
                == 1;
    }

    void next(String id, int round, int step, Instant at) {
        tx.sql("UPDATE paging_page SET next_round = ?, next_step = ?, next_at = ? WHERE id = ?")
                .params(round, step, Micros.of(at), id)
                .update();
    }

    void roundBegins(String id, Instant now) {
        tx.sql("UPDATE paging_page SET round_from = ? WHERE id = ?").params(Micros.of(now), id).update();
    }

    boolean insertRing(RingRow ring) {
        return tx.sql("""
                        INSERT INTO paging_ring
                          (id, page, person, bell, place, loud, why, decided, due, state, outcome, proof)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '') ON CONFLICT (id) DO NOTHING
                        """)
                        .params(
                                ring.id(),
                                ring.page(),
                                ring.person(),
                                ring.bell(),
                                ring.place(),
                                ring.loud(),
                                ring.why(),
                                Micros.of(ring.decided()),
                                Micros.of(ring.due()),
                                ring.state().name())
                        .update()
                == 1;
    }

    void due(String ring, Instant due) {
        tx.sql("UPDATE paging_ring SET due = ? WHERE id = ?").params(Micros.of(due), ring).update();
    }

    Optional<RingRow> ring(String id) {
        return tx.sql("SELECT * FROM paging_ring WHERE id = ?").param(id).query(Pages::ringRow).optional();
    }

    List<RingRow> rings(String page) {
        return tx.sql("SELECT * FROM paging_ring WHERE page = ? ORDER BY decided, due, id")
                .param(page)
                .query(Pages::ringRow)
                .list();
    }

    Set<String> rung(String page) {
        return new HashSet<>(tx.sql("SELECT DISTINCT person FROM paging_ring WHERE page = ?")
                .param(page)
                .query(String.class)
                .list());
    }

    void outcome(String id, RingRow.State state, String outcome, String proof, @Nullable Instant proofAt) {
        tx.sql("UPDATE paging_ring SET state = ?, outcome = ?, proof = ?, proof_at = ? WHERE id = ? AND state <> 'QUIET'")
                .param(state.name())
                .param(outcome)
                .param(proof)
                .param(Micros.ofNullable(proofAt))
                .param(id)
                .update();
    }

    void quiet(String page, String person) {
        tx.sql("""
                UPDATE paging_ring SET state = 'QUIET'
                WHERE page = ? AND state IN ('OWED', 'RUNG') AND (? = '' OR person = ?)
                """)
                .params(page, person, person)
                .update();
    }

    private static RingRow ringRow(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new RingRow(
                row.getString("id"),
                row.getString("page"),
                row.getString("person"),
                row.getString("bell"),
                row.getString("place"),
                row.getBoolean("loud"),
                row.getString("why"),
                Micros.instant(row, "decided"),
                Micros.instant(row, "due"),
                RingRow.State.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getString("proof"),
                Micros.nullable(row, "proof_at"));
    }
}
