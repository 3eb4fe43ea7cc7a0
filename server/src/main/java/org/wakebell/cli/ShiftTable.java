package org.wakebell.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakebell.oncall.code.RotaFile;

/** Shifts as people read them, in the schedule's zone; gaps are loud. */
final class ShiftTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm xxx", Locale.ENGLISH);

    private final PrintStream out;
    private final String schedule;
    private final ZoneId zone;

    ShiftTable(PrintStream out, String schedule, ZoneId zone) {
        this.out = out;
        this.schedule = schedule;
        this.zone = zone;
    }

    void print(Instant from, Instant to, List<RotaFile.Shift> shifts) {
        List<String[]> rows = new ArrayList<>();
        Instant at = from;
        for (RotaFile.Shift shift : shifts) {
            gap(rows, at, shift.start());
            rows.add(new String[] {time(shift.start()), time(shift.end()), String.join(", ", shift.people()), shift.layer()});
            at = shift.end();
        }
        gap(rows, at, to);
        int widest = rows.stream().mapToInt(row -> row[2].length()).max().orElse(0);
        out.println(schedule + ", " + zone.getId());
        rows.forEach(row -> out.println(
                ("  " + row[0] + "  " + row[1] + "  " + row[2] + " ".repeat(widest - row[2].length()) + "  " + row[3]).stripTrailing()));
    }

    private void gap(List<String[]> rows, Instant from, Instant to) {
        if (from.isBefore(to)) {
            rows.add(new String[] {time(from), time(to), "NOBODY", ""});
        }
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
