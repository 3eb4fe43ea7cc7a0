package org.wakebell.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.wakebell.platform.clock.Clock;

/** What people and programs see when the database is gone. */
@NullMarked
class OutageTest {

    /** Whoever asks for the reader's session asks the database. */
    private final Readers readers = new Readers() {
        @Override
        public Reader of(jakarta.servlet.http.HttpServletRequest request) {
            throw new CannotCreateTransactionException("no connection");
        }
    };

    private final Pages pages = new Pages(Clock.system(), new Words(), new Files(), readers, new Origin(null), List.of(), person -> "");
    private final Outage outage = new Outage(new Failures(pages));

    private MockHttpServletResponse ask(String path, String accept, FilterChain chain) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Accept", accept);
        MockHttpServletResponse response = new MockHttpServletResponse();
        outage.doFilter(request, response, chain);
        return response;
    }

    private static final FilterChain GONE = (request, response) -> {
        throw new DataAccessResourceFailureException("sessions", new SQLException("connection refused", "08001"));
    };

    @Test
    void a_program_gets_a_problem_and_when_to_come_again() throws Exception {
        MockHttpServletResponse response = ask("/api/v1/pages", "application/json", GONE);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("The database takes nothing just now.");
    }

    @Test
    void a_person_gets_a_sentence_though_no_page_can_be_made() throws Exception {
        MockHttpServletResponse response = ask("/", "text/html", GONE);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString()).contains("Sirens that ring go on", "사이렌은 계속 울리지만");
    }

    @Test
    void every_other_failure_is_told_by_others() {
        assertThatThrownBy(() -> ask("/", "text/html", (request, response) -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
    }
}
