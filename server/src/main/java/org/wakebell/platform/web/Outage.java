package org.wakebell.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.wakebell.platform.db.Trouble;

/** Outermost: sessions lie in the database too, so whoever is signed in would see a bare error when it is gone. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Outage extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final Failures failures;

    Outage(Failures failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted() || Trouble.in(e).isEmpty()) {
                throw e;
            }
            LOG.warn("{}: {}", request.getMethod(), e.toString());
            failures.later(request, response);
        }
    }
}
