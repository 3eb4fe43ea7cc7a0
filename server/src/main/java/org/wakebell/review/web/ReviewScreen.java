package org.wakebell.review.web;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.intake.Source;
import org.wakebell.intake.Sources;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.review.Review;

/** How fast a person acts, and whom Wakebell woke for nothing. */
@Controller
class ReviewScreen {

    private final Review review;
    private final Sources sources;

    ReviewScreen(Review review, Sources sources) {
        this.review = review;
        this.sources = sources;
    }

    @SignedIn
    @GetMapping("/review")
    View show(@RequestParam(defaultValue = "28") String days, Actor actor, Page page) {
        int back = Days.of(days);
        Map<String, String> names =
                sources.all().stream().collect(Collectors.toMap(Source::id, Source::name));
        return page.show(
                "review/review.jte", "it", review.over(back, actor.person()), "days", back, "names", names);
    }
}
