package org.wakebell.people.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Spring's sessions, without a write for every request: the time of the last access is moved at most once a minute, so
 * a browser that refreshes itself every 15 seconds costs the one writer of SQLite next to nothing.
 */
final class Sessions<S extends Session> implements FindByIndexNameSessionRepository<Sessions.Calm<S>> {

    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    /** However busy, a session ends after this long. */
    private static final Duration LONGEST = Duration.ofDays(90);

    private final FindByIndexNameSessionRepository<S> spring;

    Sessions(FindByIndexNameSessionRepository<S> spring) {
        this.spring = spring;
    }

    @Override
    public Calm<S> createSession() {
        return new Calm<>(spring.createSession());
    }

    @Override
    public void save(Calm<S> session) {
        spring.save(session.inner);
    }

    @Override
    public @Nullable Calm<S> findById(String id) {
        S found = spring.findById(id);
        if (found == null) {
            return null;
        }
        if (found.getCreationTime().plus(LONGEST).isBefore(found.getLastAccessedTime())) {
            spring.deleteById(id);
            return null;
        }
        return new Calm<>(found);
    }

    @Override
    public void deleteById(String id) {
        spring.deleteById(id);
    }

    @Override
    public Map<String, Calm<S>> findByIndexNameAndIndexValue(String name, String value) {
        return spring.findByIndexNameAndIndexValue(name, value).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, ((Function<Map.Entry<String, S>, S>) Map.Entry::getValue).andThen(Calm::new)));
    }

    /** A session that is not touched for every request. */
    static final class Calm<S extends Session> implements Session {
        private final S inner;

        Calm(S inner) {
            this.inner = inner;
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            if (!at.isBefore(inner.getLastAccessedTime().plus(TOUCH_EVERY))) {
                inner.setLastAccessedTime(at);
            }
        }

        @Override
        public String getId() {
            return inner.getId();
        }

        @Override
        public String changeSessionId() {
            return inner.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return inner.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return inner.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            if (value == null) {
                inner.removeAttribute(name);
            } else {
                inner.setAttribute(name, value);
            }
        }

        @Override
        public void removeAttribute(String name) {
            inner.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return inner.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return inner.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            inner.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return inner.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return inner.isExpired();
        }
    }
}
