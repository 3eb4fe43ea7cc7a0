package org.wakebell.paging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wakebell.bells.Bells;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/**
 * Several pages that ring one person on one siren are one noise with one key, whose words say so. One ring stands on the
 * bell; those of other pages join it. When it falls silent, those who joined and are still wanted ring again: the first
 * of them stands, the others join it. No transaction here changes the rows of a page that it has not locked.
 */
final class Fold {

    /** What a loud ring that is due has to do. */
    sealed interface Turn {
        /** It is not wanted any more. */
        record Over() implements Turn {}

        /** Its bell was removed. */
        record NoBell() implements Turn {}

        /** Its order is written: to be rung. */
        record Rings() implements Turn {}

        /** Another page's ring sounds on this bell. */
        record Joins(String standing) implements Turn {}

        /** Another page's ring is being started on this bell at this moment. */
        record Waits() implements Turn {}
    }

    private final Tx tx;
    private final Pages pages;
    private final Bells bells;
    private final People people;
    private final Calls calls;
    private final Duties duties;

    Fold(Tx tx, Pages pages, Bells bells, People people, Calls calls, Duties duties) {
        this.tx = tx;
        this.pages = pages;
        this.bells = bells;
        this.people = people;
        this.calls = calls;
        this.duties = duties;
    }

    /** Takes the bell for this ring and writes its order, unless another page's ring has the bell. Locks its page. */
    Turn turn(RingRow seen, Instant now) {
        pages.lock(seen.page());
        RingRow ring = pages.ring(seen.id()).orElse(seen);
        Page page = pages.find(seen.page()).orElse(null);
        Person person = people.person(ring.person()).orElse(null);
        Bells.BellFact bell = bells.bell(ring.bell()).orElse(null);
        if (page == null || person == null || !ring.wanted(page)) {
            return new Turn.Over();
        }
        return bell == null ? new Turn.NoBell() : turn(ring, page, person, bell, now);
    }

    /**
     * The same for a ring that the open transaction has just decided, and that is due at once: a commit less before it
     * sounds. At most one a transaction, as its last lock: two that take several bells in their own order would wait for
     * each other.
     */
    Turn turn(RingRow ring, Page page, Person person, Bells.BellFact bell, Instant now) {
        String standing = standing(ring.bell(), ring.id());
        if (!standing.equals(ring.id())) {
            switch (other(standing)) {
                case RUNG -> {
                    return new Turn.Joins(standing);
                }
                case OWED -> {
                    return new Turn.Waits();
                }
                case FAILED, QUIET -> {}
            }
            if (!take(ring.bell(), standing, ring.id())) {
                return new Turn.Waits();
            }
        }
        pages.joins(ring.id(), "", 1);
        calls.order(ring, person, bell, List.of(page), ring.joins().isEmpty() ? ring.due() : now);
        return new Turn.Rings();
    }

    /** It has its bell, and its order is written. */
    boolean stands(RingRow ring) {
        return tx.sql("SELECT count(*) FROM paging_standing WHERE bell = ? AND ring = ?")
                        .params(ring.bell(), ring.id())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** How it is with the ring that stands: QUIET, too, if it is not wanted any more, or must wait for a recovery. */
    private RingRow.State other(String standing) {
        RingRow ring = pages.ring(standing).orElse(null);
        Page page = ring == null ? null : pages.find(ring.page()).orElse(null);
        if (ring == null || page == null || !ring.wanted(page)) {
            return RingRow.State.QUIET;
        }
        return ring.state() == RingRow.State.OWED && page.held() ? RingRow.State.QUIET : ring.state();
    }

    /** The ring of a locked page joins the one that stands, whose words list both from now on. False if that one is gone. */
    boolean join(RingRow ring, Page page, String standing) {
        Person person = people.person(ring.person()).orElseThrow();
        RingRow other = pages.ring(standing).orElseThrow();
        Integer nth = tx.sql("UPDATE paging_standing SET listed = listed + 1 WHERE bell = ? AND ring = ? RETURNING listed")
                .params(ring.bell(), standing)
                .query(Integer.class)
                .optional()
                .orElse(null);
        if (nth == null) {
            return false;
        }
        List<Page> all = new ArrayList<>();
        pages.find(other.page()).ifPresent(all::add);
        pages.joined(standing, Integer.MAX_VALUE).stream()
                .flatMap(r -> pages.find(r.page()).stream())
                .filter(p -> p.state() == Page.State.RINGING && !p.id().equals(page.id()))
                .forEach(all::add);
        all.add(page);
        if (!calls.reword(other, person, all, nth)) {
            return false;
        }
        pages.joins(ring.id(), standing, nth);
        return true;
    }

    /**
     * A ring fell silent, or cannot ring: what had joined it is due again at once, on its own. To be called after its hush
     * was written, so that whoever joins at this moment is either seen here or finds it gone.
     */
    void alone(RingRow ring, Instant now) {
        if (ring.loud()) {
            for (RingRow joined : pages.joined(ring.id(), Integer.MAX_VALUE)) {
                if (joined.live()) {
                    duties.owe(new Duty.Owed(Rings.DUTY, joined.id(), joined.page(), "", now).first());
                }
            }
        }
    }

    /** The pages that the first so many words of a ring listed, its own first. */
    List<String> pages(RingRow ring, int listed) {
        List<String> all = new ArrayList<>(List.of(ring.page()));
        pages.joined(ring.id(), listed).forEach(joined -> all.add(joined.page()));
        return all.stream().distinct().toList();
    }

    /** When the last of the rings that sound as this one was decided. */
    Instant decided(RingRow ring) {
        return pages.joined(ring.id(), Integer.MAX_VALUE).stream()
                .map(RingRow::decided)
                .reduce(ring.decided(), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** The ring that has the bell, this one if none had it before. */
    private String standing(String bell, String ring) {
        tx.sql("INSERT INTO paging_standing (bell, ring, listed) VALUES (?, ?, 1) ON CONFLICT (bell) DO NOTHING")
                .params(bell, ring)
                .update();
        return Objects.requireNonNull(tx.sql("SELECT ring FROM paging_standing WHERE bell = ?")
                .param(bell)
                .query(String.class)
                .single());
    }

    private boolean take(String bell, String from, String ring) {
        return tx.sql("UPDATE paging_standing SET ring = ?, listed = 1 WHERE bell = ? AND ring = ?")
                        .params(ring, bell, from)
                        .update()
                == 1;
    }
}
