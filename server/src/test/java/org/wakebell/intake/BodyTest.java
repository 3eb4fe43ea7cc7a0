package org.wakebell.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.wakebell.platform.clock.Clock;

@NullMarked
class BodyTest {

    static final int LIMIT = 64 << 20;

    /** As in a server with a heap of 192 MiB. */
    final Budget budget = new Budget(48 << 20);

    private Body read(int unpacked) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] part = new byte[1 << 20];
            for (int left = unpacked; left > 0; left -= part.length) {
                gzip.write(part, 0, Math.min(left, part.length));
            }
        }
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/logs");
        request.addHeader("Content-Encoding", "gzip");
        request.setContent(packed.toByteArray());
        return Body.read(request, LIMIT, budget, Duration.ofSeconds(30), Clock.system());
    }

    @Test
    void a_body_up_to_the_limit_is_read_though_it_is_more_than_all_may_hold_together() throws IOException {
        try (Body body = read(LIMIT - 10)) {
            assertThat(body.length()).isEqualTo(LIMIT - 10);
            assertThatThrownBy(() -> read(1 << 20)).as("beside it there is no room").isInstanceOf(Busy.class);
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void one_byte_more_is_refused_and_gives_its_room_back() {
        assertThatThrownBy(() -> read(LIMIT + 1)).isInstanceOf(Refused.class);
        assertThat(budget.taken()).isZero();
    }
}
