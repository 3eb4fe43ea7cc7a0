package org.wakebell.home;

/** Why the program ended. The numbers are documented in docs/home-agent.md and do not change. */
enum Exit {
    OK(0),
    /** The command line makes no sense. */
    USAGE(2),
    /** The pairing code is wrong, used or expired, or was tried too often. */
    CODE(3),
    /** The server knows this agent no longer, or is not the server it was paired with. */
    REFUSED(4),
    /** No server answered (only while pairing and with --once-check; otherwise the agent keeps trying). */
    UNREACHABLE(5),
    /** Its own folder cannot be read or written, or another agent uses it. */
    FOLDER(6),
    /** --once-check: connected, but a bell would not ring. */
    NOT_READY(7);

    final int code;

    Exit(int code) {
        this.code = code;
    }

    /** Ends the program with a sentence that says what to do. */
    static final class Now extends Exception {
        private static final long serialVersionUID = 1L;

        final Exit exit;
        final String sentence;

        Now(Exit exit, String sentence) {
            super(sentence, null, false, false);
            this.exit = exit;
            this.sentence = sentence;
        }
    }
}
