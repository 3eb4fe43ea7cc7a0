package org.wakebell.bench.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mistake that is planted on purpose, to show that the simulation finds it. None is in the server's code: statements
 * are changed on their way to the database, and pokes are dropped between the nodes.
 */
enum Fault {
    /** A duty's row is given up in a commit before that of its effect. */
    FINISH_BEFORE_EFFECT(new Change("UPDATE platform_duty", "SET due = ?, payload = ?", "SET parked_why = NULL, due = ?, payload = ?")),
    /** A node that was overtaken finishes the duty all the same. */
    FORGET_CLAIM(new Change(
            "platform_duty",
            "WHERE id = ? AND claimed_by = ? AND claim = ?",
            "WHERE id = ? AND (claimed_by = ? OR 1 = 1) AND (claim = ? OR 1 = 1)")),
    /** No node hears what another one pokes, and nobody looks by itself. */
    DROP_POKE(),
    /** An answer counts although somebody has answered already. */
    DOUBLE_ANSWER(new Change("UPDATE paging_page SET state = 'ANSWERED'", "AND state = 'RINGING'", "AND state <> 'ENDED'"));

    /** In statements with the first text, the second becomes the third. */
    private record Change(String in, String from, String to) {}

    private final List<Change> changes;

    Fault(Change... changes) {
        this.changes = List.of(changes);
    }

    /** The statement as this mistake has it; the same one if the mistake is elsewhere. */
    String changed(String sql) {
        String all = sql;
        for (Change change : changes) {
            if (all.contains(change.in)) {
                all = all.replace(change.from, change.to);
            }
        }
        return all;
    }

    /** Whether it is one that changes statements, so that it can fail to find them. */
    boolean inStatements() {
        return !changes.isEmpty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Fault> named(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }
}
