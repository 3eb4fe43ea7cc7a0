package org.wakebell.paging;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Watcher;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Pages and rings in their tables. Every change of state is a compare-and-set; the caller owns the transaction. */
final class Pages {

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

    /** True if it was a beat of the pulse: nothing else is ever forgotten. */
    boolean forgetBeat(String id) {
        boolean beat = tx.sql("DELETE FROM paging_page WHERE id = ? AND service = ?").params(id, Watcher.ID).update() == 1;
        if (beat) {
            tx.sql("DELETE FROM paging_ring WHERE page = ?").param(id).update();
        }
        return beat;
    }

    /** Every act locks its page first, then the duties: one order for all. */
    Page required(String id) {
        return locked(id).orElseThrow(Pages::none);
    }

    static Refusal none() {
        return Refusal.missing("There is no such page.");
    }

    /** Without the pulse's. */
    List<Page> in(Page.State... states) {
        StringBuilder list = new StringBuilder();
        for (Page.State state : states) {
            list.append(list.isEmpty() ? "'" : ", '").append(state.name()).append('\'');
        }
        return tx.sql("SELECT * FROM paging_page WHERE state IN (%s) AND service <> ? ORDER BY opened DESC, id".formatted(list))
                .param(Watcher.ID)
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
                        UPDATE paging_page SET state = 'OWNED', answered_by = ?, last_act = ?, offered_to = '', held = false,
                          answered_at = coalesce(answered_at, ?)
                        WHERE id = ? AND state IN ('RINGING', 'ANSWERED', 'OWNED')
                        """)
                        .params(by, Micros.of(at), Micros.of(at), id)
                        .update()
                == 1;
    }

    boolean reopened(String id) {
        tx.sql("DELETE FROM paging_up WHERE page = ?").param(id).update();
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

    /** The newest act on this page, or on any that the same answer covered. */
    Instant newestAct(Page page) {
        Instant answered = page.answeredAt() == null ? page.opened() : page.answeredAt();
        return tx.sql("""
                        SELECT last_act FROM paging_page
                        WHERE last_act IS NOT NULL AND (id = ? OR (answered_by = ? AND answered_at = ? AND answered_by <> ''))
                        ORDER BY last_act DESC, id LIMIT 1
                        """)
                .params(page.id(), page.answeredBy(), Micros.of(answered))
                .query((row, n) -> Micros.instant(row, "last_act"))
                .optional()
                .orElse(page.opened());
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

    /** Who was up was told that it is over: they count no longer. */
    boolean resumed(String id) {
        boolean resumed = tx.sql("""
                        UPDATE paging_page SET state = 'RINGING', ended_at = NULL, ended_how = '', ended_why = ''
                        WHERE id = ? AND state = 'ENDED' AND ended_how = 'RECOVERED'
                        """)
                        .param(id)
                        .update()
                == 1;
        if (resumed) {
            tx.sql("DELETE FROM paging_up WHERE page = ?").param(id).update();
        }
        return resumed;
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

    /** @param tries how often the step before was repeated by now */
    void next(String id, int round, int step, int tries, Instant at) {
        tx.sql("UPDATE paging_page SET next_round = ?, next_step = ?, tries = ?, next_at = ? WHERE id = ?")
                .params(round, step, tries, Micros.of(at), id)
                .update();
    }

    /** This person is up, while the step asks for more than one. How many are by now. */
    int up(String id, String person, Instant at) {
        tx.sql("INSERT INTO paging_up (page, person, at) VALUES (?, ?, ?) ON CONFLICT (page, person) DO NOTHING")
                .params(id, person, Micros.of(at))
                .update();
        return up(id).size();
    }

    Set<String> up(String id) {
        return new HashSet<>(
                tx.sql("SELECT person FROM paging_up WHERE page = ?").param(id).query(String.class).list());
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
        return tx.sql("SELECT * FROM paging_ring WHERE id = ?").param(id).query(RingRow::of).optional();
    }

    List<RingRow> rings(String page) {
        return tx.sql("SELECT * FROM paging_ring WHERE page = ? ORDER BY decided, due, id")
                .param(page)
                .query(RingRow::of)
                .list();
    }

    /** Of one person: where very many are called, the others' are not read for each of them. */
    List<RingRow> rings(String page, String person) {
        return tx.sql("SELECT * FROM paging_ring WHERE page = ? AND person = ? ORDER BY decided, due, id")
                .params(page, person)
                .query(RingRow::of)
                .list();
    }

    /** A ring of this place sounds, or is to sound; or a loud one that the step had begun before, see {@link RingRow#step}. */
    boolean live(String page, String place, String step) {
        return tx.sql("""
                        SELECT 1 FROM paging_ring
                        WHERE page = ? AND (place = ? OR (loud AND (place = ? OR place LIKE ?))) AND state IN ('OWED', 'RUNG') LIMIT 1
                        """)
                .params(page, place, step, step + "t%")
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Called to get up; not who was only told of it. */
    Set<String> rung(String page) {
        return new HashSet<>(tx.sql("""
                        SELECT DISTINCT person FROM paging_ring
                        WHERE page = ? AND place NOT LIKE 'n%' AND place NOT LIKE 'c%'
                        """)
                .param(page)
                .query(String.class)
                .list());
    }

    /** When the first bell of each page rang, of those that rang in this stretch. */
    Map<String, Instant> rang(Instant from, Instant until) {
        Map<String, Instant> first = new HashMap<>();
        tx.sql("""
                        SELECT page, MIN(proof_at) AS first FROM paging_ring
                        WHERE proof_at >= ? AND proof_at < ? GROUP BY page ORDER BY page
                        """)
                .params(Micros.of(from), Micros.of(until))
                .query(row -> {
                    first.put(row.getString("page"), Micros.instant(row, "first"));
                });
        return first;
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

    /** Which ring of another page sounds for this one, and its place in that one's list; empty: it sounds itself. */
    void joins(String ring, String other, int nth) {
        tx.sql("UPDATE paging_ring SET joins = ?, nth = ? WHERE id = ? AND (joins <> ? OR nth <> ?)")
                .params(other, nth, ring, other, nth)
                .update();
    }

    /** The rings that sound through another one, as it listed them, up to the given place in its list. */
    List<RingRow> joined(String ring, int upTo) {
        return tx.sql("SELECT * FROM paging_ring WHERE joins = ? AND joins <> '' AND nth <= ? ORDER BY nth, id")
                .params(ring, upTo)
                .query(RingRow::of)
                .list();
    }

    /** 911s that have rung this person and still ring, the newest first. */
    List<Page> calling(String person) {
        return tx.sql("""
                        SELECT * FROM paging_page p WHERE p.state = 'RINGING' AND p.urgency = 'WAKE' AND EXISTS (
                          SELECT 1 FROM paging_ring r WHERE r.page = p.id AND r.person = ?
                            AND r.place NOT LIKE 'n%' AND r.place NOT LIKE 'c%')
                        ORDER BY p.opened DESC, p.id DESC
                        """)
                .param(person)
                .query(Page::of)
                .list();
    }

    /** All of a page, or of one person: what failed is not tried for them any more either. */
    void quiet(String page, String person) {
        tx.sql("""
                UPDATE paging_ring SET state = 'QUIET'
                WHERE page = ? AND ((? = '' AND state IN ('OWED', 'RUNG')) OR (person = ? AND state <> 'QUIET'))
                """)
                .params(page, person, person)
                .update();
    }
}
