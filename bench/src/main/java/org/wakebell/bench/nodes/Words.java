package org.wakebell.bench.nodes;

import java.util.List;

/** Numbers on the command line. */
final class Words {

    /** The number after a word. */
    static long number(List<String> arguments, String word, long usual) {
        int at = arguments.indexOf(word);
        return at < 0 || at + 1 >= arguments.size() ? usual : Long.parseLong(arguments.get(at + 1));
    }

    private Words() {}
}
