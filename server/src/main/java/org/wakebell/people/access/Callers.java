package org.wakebell.people.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Readers;

/**
 * Who sends a request: by token if it carries one, else by session. Roles are read anew each time, so what an admin
 * takes away is gone with the next click.
 */
public final class Callers implements Readers {

    private static final String ASKED = Callers.class.getName();
    private static final String PERSON = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    /** When the session began, epoch milliseconds: some acts ask for a sign-in of a few minutes ago. */
    private static final String SIGNED_IN = "signed-in-at";

    private static final String BEARER = "Bearer ";

    private record Answer(Optional<Actor> actor) {}

    private final People people;
    private final ApiTokens tokens;
    private final Clock clock;

    Callers(People people, ApiTokens tokens, Clock clock) {
        this.clock = clock;
        this.people = people;
        this.tokens = tokens;
    }

    public Optional<Actor> of(HttpServletRequest request, boolean fresh) {
        Object known = request.getAttribute(ASKED);
        if (!fresh && known instanceof Answer answer) {
            return answer.actor;
        }
        Optional<Actor> actor = token(request) != null ? byToken(request) : bySession(request);
        request.setAttribute(ASKED, new Answer(actor));
        return actor;
    }

    public Optional<Actor> actor(HttpServletRequest request) {
        return of(request, false);
    }

    private Optional<Actor> byToken(HttpServletRequest request) {
        String token = token(request);
        return token == null ? Optional.empty() : tokens.actor(token);
    }

    private Optional<Actor> bySession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object person = session == null ? null : session.getAttribute(PERSON);
        return person instanceof String id
                ? people.person(id)
                        .filter(Person::active)
                        .map(p -> new Actor(p.id(), p.name(), p.roles(), Actor.Via.SCREEN))
                : Optional.empty();
    }

    static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    /** Begins a session. The id is new, whatever came with the request: nobody can plant one. */
    public void enter(HttpServletRequest request, Person person) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(PERSON, person.id());
        session.setAttribute(SIGNED_IN, clock.millis());
        of(request, true);
    }

    /** Ends the session, on the server. */
    public void leave(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        of(request, true);
    }

    @Override
    public Reader of(HttpServletRequest request) {
        return actor(request)
                .flatMap(actor -> people.person(actor.person()))
                .map(p -> new Reader(
                        p.id(),
                        p.name(),
                        p.roles().stream().map(r -> r.name().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()),
                        p.here(),
                        p.language()))
                .orElseGet(() -> Readers.stranger(request));
    }
}
