package org.wakebell.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.intake.Source;
import org.wakebell.intake.Sources;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.review.Chores;
import org.wakebell.review.Report;
import org.wakebell.review.Review;
import org.wakebell.review.Spread;

/** The numbers of the Review screen. Durations are seconds. */
@RestController
class ReviewApi {

    /** @param median half took no longer; {@code p90} nine of ten; both missing if it never happened */
    record Took(int many, @Nullable Double median, @Nullable Double p90) {}

    record Blamed(String source, @Nullable String rule, int woke, int wrong) {}

    record Slowest(long number, String title, double seconds) {}

    record Numbers(
            Instant from,
            Instant until,
            int incidents,
            boolean cut,
            Took firstLineToPerson,
            Took firstLineToIncident,
            Took incidentToBell,
            Took bellToPerson,
            int withoutPerson,
            int answers,
            int wrong,
            List<Blamed> wrongByRule,
            List<Blamed> wrongBySource,
            Blamed yours,
            List<Slowest> slowest,
            Tasks tasks) {}

    /** 912s; they count in no other number. */
    record Tasks(int opened, int done, int late, int overdue, int open, int rose, int dropped, Took took) {}

    private final Review review;
    private final Sources sources;

    ReviewApi(Review review, Sources sources) {
        this.review = review;
        this.sources = sources;
    }

    @SignedIn
    @GetMapping("/api/v1/review")
    Numbers numbers(@RequestParam(defaultValue = "28") String days, Actor actor) {
        Report it = review.over(Days.of(days), actor.person());
        Map<String, String> names = sources.all().stream().collect(Collectors.toMap(Source::id, Source::name));
        return new Numbers(
                it.from(),
                it.until(),
                it.incidents(),
                it.cut(),
                took(it.acting()),
                took(it.opening()),
                took(it.ringing()),
                took(it.answering()),
                it.unanswered(),
                it.judged(),
                it.wrong(),
                it.rules().stream().map(b -> blamed(b, names)).toList(),
                it.sources().stream().map(b -> blamed(b, names)).toList(),
                new Blamed("", null, it.yours().woke(), it.yours().wrong()),
                it.slowest().stream().map(s -> new Slowest(s.number(), s.title(), seconds(s.took()))).toList(),
                tasks(it.chores()));
    }

    private static Tasks tasks(Chores it) {
        return new Tasks(
                it.all(), it.done(), it.late(), it.overdue(), it.open(), it.rose(), it.dropped(), took(it.doing()));
    }

    private static Blamed blamed(Report.Blame blame, Map<String, String> names) {
        return new Blamed(
                names.getOrDefault(blame.source(), blame.source()),
                blame.what().isEmpty() ? null : blame.what(),
                blame.woke(),
                blame.wrong());
    }

    private static Took took(Spread spread) {
        Duration median = spread.median();
        Duration ninety = spread.ninety();
        return new Took(spread.many(), median == null ? null : seconds(median), ninety == null ? null : seconds(ninety));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
