package org.wakebell.platform.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.CannotCreateTransactionException;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

/** The ground's own checks, each brought to everything it can say; and what load balancers read of all of them. */
@NullMarked
@EveryDatabase
class HealthTest {

    private static final Instant START = Instant.parse("2026-11-22T03:12:00Z");
    private static final Words WORDS = new Words();
    private static final long MIB = 1L << 20;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    Db db;

    @SuppressWarnings("NullAway.Init")
    Tx tx;

    private Instant now = START;

    /** How long everything takes by this clock. */
    private Duration slow = Duration.ZERO;

    private long nanos;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            nanos += slow.toNanos();
            return nanos;
        }
    };

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx();
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** Says this, and the same in both languages. */
    private static void says(Check check, Check.State state, String words) {
        Check.Finding finding = check.look();
        assertThat(finding.state()).as(finding.why()).isEqualTo(state);
        assertThat(finding.why()).contains(words);
        assertThat(WORDS.say(Locale.ENGLISH, finding.word(), finding.values().toArray())).isEqualTo(finding.why());
        assertThat(WORDS.has(Locale.KOREAN, finding.word())).as(finding.word()).isTrue();
        assertThat(WORDS.say(Locale.KOREAN, finding.word(), finding.values().toArray())).doesNotContain("{").matches("(?s).*[가-힣].*");
    }

    @Test
    void a_database_that_answers_and_takes_nothing_is_not_ready() {
        says(new GroundChecks.Database(clock, failing("53100")), Check.State.DEAD, "The disk of the database is full");
        says(new GroundChecks.Database(clock, failing("25006")), Check.State.DEAD, "The database takes no writes");
    }

    private Tx failing(String state) {
        return db.tx(point -> {
            throw new DataAccessResourceFailureException("refused", new SQLException("refused", state));
        });
    }

    @Test
    void a_database_is_ready_slow_or_gone() {
        Check check = new GroundChecks.Database(clock, tx);
        says(check, Check.State.READY, "Writes in 1 ms.");
        slow = Duration.ofMillis(700);
        says(check, Check.State.DEGRADED, "The database took 700 ms");
        db.close();
        says(check, Check.State.DEAD, "The database does not answer");
    }

    @Test
    void a_disk_has_room_little_too_little_or_cannot_be_seen() {
        says(new GroundChecks.Disk(() -> 20_480 * MIB), Check.State.READY, "20 GiB are free");
        says(new GroundChecks.Disk(() -> 511 * MIB), Check.State.DEGRADED, "511 MiB are free where the data lies. Make room before the night.");
        says(new GroundChecks.Disk(() -> 63 * MIB), Check.State.DEAD, "New events will be refused");
        says(new GroundChecks.Disk(() -> {
            throw new IOException("stale handle");
        }), Check.State.DEGRADED, "stale handle");
    }

    /** Fails at once, for ever. */
    private record Poison() implements DutyKind {
        @Override
        public String name() {
            return "test.poison";
        }

        @Override
        public int parkAfter() {
            return 1;
        }

        @Override
        public void perform(Held held) {
            throw new IllegalStateException("no such bell");
        }
    }

    @Test
    void duties_are_on_time_late_far_too_late_or_parked() throws InterruptedException {
        Deque<Runnable> hands = new ArrayDeque<>();
        Random random = new Random(1);
        Duties duties = new Duties(clock, tx, new Ids(clock, random), random, "a", hands::add);
        duties.register(new Poison());
        Check check = new GroundChecks.Owed(duties);
        tx.write(() -> {
            duties.owe(new Duty.Owed("test.poison", "one", "", "", START.plusSeconds(60)));
        });
        says(check, Check.State.READY, "Everything that is due has been done.");
        now = START.plusSeconds(60 + 14);
        says(check, Check.State.READY, "Everything that is due has been done.");
        now = START.plusSeconds(60 + 16);
        says(check, Check.State.DEGRADED, "The oldest duty is 16 s late");
        now = START.plusSeconds(60 + 121);
        says(check, Check.State.DEAD, "The oldest duty is 121 s late: rings do not go out.");
        for (Loop loop : duties.loops()) {
            loop.step();
        }
        while (!hands.isEmpty()) {
            hands.poll().run();
        }
        says(check, Check.State.DEGRADED, "1 duties failed too often and wait for a person, the first is test.poison");
        assertThat(check.look().why()).contains("no such bell");
    }

    @Test
    void a_server_that_does_not_hear_the_others_says_so() {
        says(new NodesCheck(() -> true), Check.State.READY, "heard at once");
        says(new NodesCheck(() -> false), Check.State.DEGRADED, "does not hear the others");
    }

    private static Check a(String name, Check.Finding finding) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Finding look() {
                return finding;
            }
        };
    }

    private static String asked(String address, Check... checks) {
        HealthScreen screen = new HealthScreen(new Checks(List.of(checks)), Versions.of("SQLite 3"), request -> {
            throw new CannotCreateTransactionException("the database is gone, and with it the sessions");
        });
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/health");
        request.setRemoteAddr(address);
        ResponseEntity<?> answer = screen.health(request);
        return answer.getStatusCode().value() + " " + answer.getBody();
    }

    @Test
    void the_worst_of_all_lines_is_the_state_and_only_the_dead_are_503() {
        Check well = a("disk", Check.Finding.ready("20 GiB"));
        Check worse = a("bells", Check.Finding.degraded("a siren is away"));
        Check dead = a("database", Check.Finding.dead("it does not answer"));
        assertThat(asked("127.0.0.1", well)).startsWith("200 {state=ready,").contains("why=20 GiB", "versions=");
        assertThat(asked("127.0.0.1", well, worse)).startsWith("200 {state=degraded,").contains("name=bells, state=degraded");
        assertThat(asked("::1", well, dead, worse)).startsWith("503 {state=dead,").contains("why=it does not answer");
    }

    @Test
    void a_check_that_fails_itself_is_shown_and_hides_no_other() {
        Check bug = new Check() {
            @Override
            public String name() {
                return "bug";
            }

            @Override
            public Finding look() {
                throw new IllegalStateException("a bug");
            }
        };
        assertThat(asked("127.0.0.1", bug, a("disk", Check.Finding.ready("20 GiB"))))
                .startsWith("200 {state=degraded,").contains("name=bug, state=degraded, why=This check itself failed", "why=20 GiB");
        says(new Check() {
            @Override
            public String name() {
                return "bug";
            }

            @Override
            public Finding look() {
                return new Checks(List.of(bug)).look().lines().getFirst().finding();
            }
        }, Check.State.DEGRADED, "This check itself failed");
    }

    @Test
    void a_check_that_hangs_holds_up_no_other_and_a_database_that_hangs_is_dead() {
        CountDownLatch never = new CountDownLatch(1);
        List<Check> checks = List.of(new Hangs(never, new GroundChecks.Database(clock, tx)), new Hangs(never, new NodesCheck(() -> true)), new NodesCheck(() -> true));
        Checks.Report report = new Checks(checks, Duration.ofMillis(300)).look();
        never.countDown();
        assertThat(report.lines()).extracting(line -> line.finding().state())
                .containsExactly(Check.State.DEAD, Check.State.DEGRADED, Check.State.READY);
        says(a("database", report.lines().getFirst().finding()), Check.State.DEAD, "The database does not answer");
        says(a("nodes", report.lines().get(1).finding()), Check.State.DEGRADED, "has not answered within 5 s");
    }

    private record Hangs(CountDownLatch until, Check check) implements Check {
        @Override
        public String name() {
            return check.name();
        }

        @Override
        public Finding look() {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return check.look();
        }

        @Override
        public Finding unanswered() {
            return check.unanswered();
        }
    }

    @Test
    void a_stranger_hears_the_state_and_no_reasons_also_without_a_database() {
        assertThat(asked("192.0.2.1", a("database", Check.Finding.dead("it does not answer"))))
                .startsWith("503 {state=dead,").contains("name=database, state=dead").doesNotContain("why", "versions");
    }
}
