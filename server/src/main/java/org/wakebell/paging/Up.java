package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who answered a 911 within the hour is up, whatever the clock says; until they let a soft bell pass for three minutes. */
final class Up {

    private static final Duration FOR = Duration.ofMinutes(60);

    private final Pages pages;

    Up(Pages pages) {
        this.pages = pages;
    }

    /** When this person answered a 911 that shows them to be up, another one than the given page; null if none does. */
    @Nullable Instant since(String person, String page, Instant now) {
        Instant answered = pages.answeredOther(person, page, now.minus(FOR));
        boolean asleepAgain = answered != null && pages.unanswered(person, page, answered, now.minus(Policy.WAIT));
        return asleepAgain ? null : answered;
    }
}
