package org.wakebell.platform.vital;

import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every check and adds up what they say. */
public final class Checks {

    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

    public record Line(String name, Check.Finding finding) {}

    /** @param worst of all lines; READY if there are none */
    public record Report(Check.State worst, List<Line> lines) {

        /** What is not ready first. */
        public Report worstFirst() {
            return new Report(
                    worst,
                    lines.stream()
                            .sorted(Comparator.comparing((Line l) -> l.finding().state()).reversed())
                            .toList());
        }
    }

    private final List<Check> checks;

    public Checks(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    public Report look() {
        List<Line> lines = checks.stream().map(Checks::line).toList();
        Check.State worst = lines.stream().map(l -> l.finding().state()).max(Comparator.naturalOrder()).orElse(Check.State.READY);
        return new Report(worst, lines);
    }

    private static Line line(Check check) {
        try {
            return new Line(check.name(), check.look());
        } catch (RuntimeException e) {
            LOG.error("the check {} failed itself", check.name(), e);
            return new Line(check.name(), Check.Finding.degraded("This check itself failed; the log says why.").said("platform.finding.failed"));
        }
    }
}
