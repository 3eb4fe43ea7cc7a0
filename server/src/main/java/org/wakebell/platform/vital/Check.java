package org.wakebell.platform.vital;

/** One thing that health looks at. Rooms implement it; the health page and {@code /health} ask all of them. */
public interface Check {

    /** Short, stable, lower case: {@code database}, {@code duties}, {@code mail}. */
    String name();

    /** Quick (tens of milliseconds at most) and never throws. */
    Finding look();

    /**
     * @param why one sentence: what is wrong, what it means for tonight, what to do
     */
    record Finding(State state, String why) {
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
