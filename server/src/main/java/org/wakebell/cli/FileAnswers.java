package org.wakebell.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.wakebell.oncall.code.RotaFile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code wakebell oncall} says of a file. */
final class FileAnswers {

    /** Longer than anyone plans; keeps a slip of the keyboard from filling the memory. */
    private static final long MOST_DAYS = 36_600;

    private final RotaFile file;
    private final Given given;
    private final PrintStream out;
    private final JsonMapper json = new JsonMapper();

    FileAnswers(RotaFile file, Given given, PrintStream out) {
        this.file = file;
        this.given = given;
        this.out = out;
    }

    int shifts() throws Api.Trouble {
        String schedule = schedule();
        Instant from = file.instant("--from", schedule, given.required("--from", "2026-03-01T00:00Z"));
        Instant to = file.instant("--to", schedule, given.required("--to", "2026-04-01T00:00Z"));
        if (!from.isBefore(to)) {
            throw given.trouble("--to does not lie after --from.");
        }
        if (from.until(to, ChronoUnit.DAYS) > MOST_DAYS) {
            throw given.trouble("ask for at most a hundred years.");
        }
        List<RotaFile.Shift> shifts = file.shifts(schedule, from, to, given.has("--handoffs"));
        if (given.has("--json")) {
            ArrayNode all = json.createArrayNode();
            for (RotaFile.Shift shift : shifts) {
                ObjectNode one = all.addObject();
                one.put("start", shift.start().toString()).put("end", shift.end().toString());
                texts(one.putArray("people"), shift.people());
                one.put("layer", shift.layer());
            }
            out.println(json.writeValueAsString(all));
        } else {
            new ShiftTable(out, schedule, file.zone(schedule)).print(from, to, shifts);
        }
        return 0;
    }

    private String schedule() throws Api.Trouble {
        List<String> all = file.schedules();
        if (given.has("--schedule")) {
            return given.value("--schedule", "");
        }
        if (all.size() != 1) {
            throw given.trouble(all.isEmpty() ? "the file has no schedule." : "say which: --schedule " + String.join(" or ", all) + ".");
        }
        return all.getFirst();
    }

    int who(Instant now) throws Api.Trouble {
        List<String> asked = given.has("--schedule") ? List.of(given.value("--schedule", "")) : file.schedules();
        ArrayNode all = json.createArrayNode();
        for (String schedule : asked) {
            Instant at = given.has("--at") ? file.instant("--at", schedule, given.value("--at", "")) : now.truncatedTo(ChronoUnit.SECONDS);
            add(all, file.who(schedule, at));
        }
        WhoText.print(out, json, all, given);
        return 0;
    }

    private void add(ArrayNode all, RotaFile.Answer answer) {
        ObjectNode node = all.addObject();
        node.put("schedule", answer.schedule()).put("zone", answer.zone().getId()).put("at", answer.at().toString());
        node.put("fallback", answer.fallback()).put("until", until(answer.until()));
        ArrayNode people = node.putArray("people");
        for (RotaFile.Seated one : answer.people()) {
            people.addObject()
                    .put("name", one.person())
                    .put("layer", one.layer())
                    .put("until", until(one.until()))
                    .put("why", one.why());
        }
    }

    private static String until(Instant until) {
        return until.equals(Instant.MAX) ? "" : until.toString();
    }

    int check(String name) {
        List<RotaFile.Checked> checked = file.check();
        long failed = checked.stream().filter(one -> !one.holds()).count();
        if (given.has("--json")) {
            ArrayNode all = json.createArrayNode();
            checked.forEach(one -> {
                ObjectNode node = all.addObject();
                node.put("ok", one.holds()).put("line", one.line()).put("schedule", one.schedule()).put("at", one.at().toString());
                texts(node.putArray("expected"), one.expected());
                texts(node.putArray("found"), one.found());
                texts(node.putArray("why"), one.why());
            });
            out.println(json.writeValueAsString(all));
        } else {
            checked.forEach(one -> say(name, one));
            out.println(checked.isEmpty()
                    ? name + " has no tests; write some under tests:"
                    : checked.size() - failed + " of " + checked.size() + " tests hold");
        }
        return failed == 0 ? 0 : 1;
    }

    private void say(String name, RotaFile.Checked one) {
        out.println((one.holds() ? "ok    " : "FAIL  ") + name + " line " + one.line() + ": " + one.schedule() + " at " + one.at()
                + ": expected " + people(one.expected()) + ", found " + people(one.found()));
        if (!one.holds()) {
            one.why().forEach(why -> out.println("        " + why));
        }
    }

    private static String people(List<String> people) {
        return people.isEmpty() ? "nobody" : String.join(", ", people);
    }

    private static void texts(ArrayNode into, List<String> texts) {
        texts.forEach(into::add);
    }
}
