package org.wakebell.platform.vital;

import java.util.List;
import org.wakebell.platform.web.Page;

/** One thing that health looks at. Rooms implement it; the health page and {@code /health} ask all of them. */
public interface Check {

    /** Short, stable, lower case: {@code database}, {@code duties}, {@code mail}. */
    String name();

    /** Quick (tens of milliseconds at most) and never throws. */
    Finding look();

    /** What it means that {@link #look} has not come back after seconds. */
    default Finding unanswered() {
        return Finding.degraded("This check has not answered within 5 s. If others say the same, look at the database.")
                .said("platform.finding.unanswered");
    }

    /**
     * @param why one sentence in English: what is wrong, what it means for tonight, what to do
     * @param word the key of the same sentence in the readers' languages, or empty
     * @param values what stands in the holes of that sentence
     */
    record Finding(State state, String why, String word, List<Object> values) {

        public Finding {
            values = List.copyOf(values);
        }

        private Finding(State state, String why) {
            this(state, why, "", List.of());
        }

        /** The same sentence for people who read another language. */
        public Finding said(String key, Object... holes) {
            return new Finding(state, why, key, List.of(holes));
        }

        public String why(Page page) {
            return word.isEmpty() ? why : page.t(word, values.toArray());
        }

        public static Finding ready(String why) {
            return new Finding(State.READY, why);
        }

        public static Finding degraded(String why) {
            return new Finding(State.DEGRADED, why);
        }

        public static Finding dead(String why) {
            return new Finding(State.DEAD, why);
        }
    }

    /** READY: people can be woken. DEGRADED: they can, but something needs a look. DEAD: they cannot. */
    enum State {
        READY,
        DEGRADED,
        DEAD
    }
}
