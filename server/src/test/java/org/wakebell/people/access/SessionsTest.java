package org.wakebell.people.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.session.MapSession;

@NullMarked
class SessionsTest {

    @Test
    void the_last_access_moves_at_most_once_a_minute() {
        Instant start = Instant.parse("2026-11-22T03:12:00Z");
        MapSession inner = new MapSession("a");
        inner.setLastAccessedTime(start);
        Sessions.Calm<MapSession> calm = new Sessions.Calm<>(inner);
        for (int seconds = 15; seconds < 60; seconds += 15) {
            calm.setLastAccessedTime(start.plusSeconds(seconds));
            assertThat(inner.getLastAccessedTime()).isEqualTo(start);
        }
        calm.setLastAccessedTime(start.plus(Duration.ofMinutes(1)));
        assertThat(inner.getLastAccessedTime()).isEqualTo(start.plusSeconds(60));
    }
}
