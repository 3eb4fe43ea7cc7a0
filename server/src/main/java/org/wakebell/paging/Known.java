package org.wakebell.paging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.oncall.OnCall;

/** Who was on call when the calendar was last asked, as the duty carries it: a line a schedule, its id and the persons'. */
final class Known {

    private Known() {}

    static String write(Map<String, OnCall.OnDuty> duty) {
        List<String> lines = new ArrayList<>();
        duty.forEach((schedule, on) -> lines.add((schedule + " " + String.join(" ", Handoffs.ids(on))).strip()));
        return String.join("\n", lines);
    }

    static Map<String, Set<String>> read(String payload) {
        Map<String, Set<String>> before = new HashMap<>();
        payload.lines().forEach(line -> {
            List<String> words = List.of(line.split(" "));
            before.put(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
        });
        return before;
    }
}
