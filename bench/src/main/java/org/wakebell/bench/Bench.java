package org.wakebell.bench;

/** One measurement, run by its word: {@code ./wakebell bench WORD [--json]}. */
public interface Bench {

    /** The word after {@code bench}. */
    String word();

    /** One line for the help. */
    String about();

    /** What may be said besides {@code --json}, for the help; what is not in it is not understood. */
    default String options() {
        return "";
    }

    /**
     * Measures and prints to standard output: a table for people or, with {@code --json}, one JSON object a line.
     * Progress goes to standard error.
     *
     * @return 0 if every target was met, 1 if one was missed
     */
    int run(Asked asked) throws Exception;
}
