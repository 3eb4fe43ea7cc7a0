package org.wakebell.platform.vital;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all checks at once and adds up what they say; one that does not answer holds up no other. */
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

    /** Whoever asks whether this server lives does not wait for ever. Without a database every check would wait for it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Check> checks;
    private final Duration patience;

    public Checks(List<Check> checks) {
        this(checks, PATIENCE);
    }

    Checks(List<Check> checks, Duration patience) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
    }

    public Report look() {
        List<CompletableFuture<Line>> asked = checks.stream()
                .map(check -> CompletableFuture.supplyAsync(
                        () -> line(check), task -> Thread.ofVirtual().name("check " + check.name()).start(task)))
                .toList();
        await(CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new)));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            lines.add(asked.get(i).getNow(new Line(checks.get(i).name(), checks.get(i).unanswered())));
        }
        Check.State worst = lines.stream().map(l -> l.finding().state()).max(Comparator.naturalOrder()).orElse(Check.State.READY);
        return new Report(worst, lines);
    }

    private void await(CompletableFuture<?> all) {
        try {
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("not every check has answered: {}", e.toString());
        }
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
