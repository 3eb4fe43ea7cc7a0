package org.wakebell.bells;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Which line a bell hangs on, and who hears what comes back. */
final class Switchboard {

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile @Nullable Answers answers;

    void add(Line line) {
        lines.add(line);
    }

    Optional<Line> carrying(Installed bell) {
        return lines.stream().filter(line -> line.carries(bell)).findFirst();
    }

    void answers(Answers hook) {
        if (answers != null) {
            throw new IllegalStateException("what comes back through a bell has one hearer");
        }
        answers = hook;
    }

    /** @throws IllegalStateException if nobody would hear a person's answer */
    Answers answers() {
        Answers hook = answers;
        if (hook == null) {
            throw new IllegalStateException("nobody hears what comes back through a bell");
        }
        return hook;
    }
}
