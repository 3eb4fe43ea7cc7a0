package org.wakebell.platform.web;

import java.util.Optional;

/**
 * One sheet of the Board. A room contributes a Spring component in its {@code web} package; the Board asks all, in
 * the order of their place, and computes its headline from what they say.
 */
public interface Card {

    /** 10 what rings now, 20 readiness tonight, 30 waiting for a verdict, 40 next 24 hours, 50 and up: the rest. */
    int place();

    /** What to show this reader now; empty shows nothing. Quick: it is asked again on every poke. */
    Optional<Shown> show(Page page);

    /**
     * @param size how wide it is
     * @param topic the poke that makes it stale, {@code room} or {@code room/id}
     * @param headline a sentence for the Board's headline if this is what matters most now, or empty
     * @param weight of the headline: 100 a bell rings, 60 someone could not be woken or nobody is on call, 40 something
     *     waits, 0 all is well; the two heaviest are said
     * @param body the sheet's inside, usually {@link Page#part}
     */
    record Shown(Size size, Tone tone, String topic, String headline, int weight, gg.jte.Content body) {}

    /** Columns of twelve on a wide screen; a phone shows all of them over the full width. */
    enum Size {
        THIRD("c4"),
        LESS("c5"),
        HALF("c6"),
        MORE("c7"),
        TWO_THIRDS("c8"),
        FULL("c12");

        private final String css;

        Size(String css) {
            this.css = css;
        }

        public String css() {
            return css;
        }
    }

    enum Tone {
        PLAIN,
        ALARM
    }
}
