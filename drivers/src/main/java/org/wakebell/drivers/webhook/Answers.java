package org.wakebell.drivers.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.wakebell.drivers.Outcome;

/** What an HTTP status means for a ring (RFC 9110, 15; RFC 6585, 4). The other side's words are never repeated. */
final class Answers {

    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    static Outcome read(Caller.Answer answer, String host, Instant now) {
        return switch (answer) {
            case Caller.Answer.Got got -> status(got, host, now);
            case Caller.Answer.Refused no -> new Outcome.Refused(host + ": " + no.why(), false);
            case Caller.Answer.Failed no when no.maybeDone() -> new Outcome.Unknown(host + ": " + no.why());
            case Caller.Answer.Failed no -> new Outcome.RetryLater(AGAIN, host + ": " + no.why());
        };
    }

    private static Outcome status(Caller.Answer.Got got, String host, Instant now) {
        int status = got.status();
        String said = host + " answered " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Taken(said);
        }
        return switch (status) {
            case 401, 403, 407 -> new Outcome.Refused(said + ": it does not take our signature, or the address is not open to us", true);
            case 404, 410 -> new Outcome.Refused(said + ": nothing listens at this address any more; correct it", false);
            // 409: it is still at work on the same key (draft-ietf-httpapi-idempotency-key-header).
            case 408, 409, 425, 429, 503 -> new Outcome.RetryLater(after(got, now), said);
            default -> {
                if (status >= 300 && status < 400) {
                    yield new Outcome.Refused(said + ", a redirect: give the address that it leads to", false);
                }
                yield status >= 500
                        ? new Outcome.Unknown(said + ": it may have taken it or not")
                        : new Outcome.Refused(said + ": look at the address and at what is sent", false);
            }
        };
    }

    /** Seconds or a date (RFC 9110, 10.2.3); at most a quarter of an hour. */
    private static Duration after(Caller.Answer.Got got, Instant now) {
        String text = got.headers().getOrDefault("retry-after", "");
        Duration wait = AGAIN;
        if (text.matches("[0-9]{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(text));
        } else if (!text.isEmpty()) {
            try {
                wait = Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            } catch (DateTimeException e) {
                // It said something else: the usual pause.
            }
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }

    private Answers() {}
}
