package org.wakebell.people.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Failures;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Stands before every handler and lets through whom it was declared for. A handler that declares nothing is closed. */
public final class Gate implements HandlerInterceptor {

    /** What a handler declares. */
    public sealed interface Declared {
        record ForAnyone() implements Declared {}

        record ForSignedIn() implements Declared {}

        record ForRoles(java.util.List<Role> roles) implements Declared {}

        record Nothing() implements Declared {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Callers callers;
    private final People people;
    private final Clock clock;

    Gate(Callers callers, People people, Clock clock) {
        this.callers = callers;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws IOException {
        return switch (declared(handler)) {
            case Declared.ForAnyone a -> true;
            case Declared.ForSignedIn s -> signedIn(request, response).isPresent();
            case Declared.ForRoles r -> {
                Optional<Actor> actor = signedIn(request, response);
                if (actor.isPresent() && r.roles.stream().noneMatch(actor.get()::is) && !actor.get().is(Role.ADMIN)) {
                    throw Refusal.forbidden("This needs the role " + words(r) + ".");
                }
                yield actor.isPresent();
            }
            case Declared.Nothing n -> {
                LOG.error("{} does not say who may call it, so nobody may", handler);
                throw Refusal.missing("There is nothing here.");
            }
        };
    }

    private Optional<Actor> signedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Actor> actor = callers.actor(request);
        if (actor.isPresent()) {
            if (byHand(request, actor.get())) {
                people.acted(actor.get().person(), clock.instant());
            }
            return actor;
        }
        if (Callers.token(request) == null && !Failures.wantsJson(request) && request.getMethod().equals("GET")) {
            response.sendRedirect("/sign-in?next=" + URLEncoder.encode(address(request), StandardCharsets.UTF_8));
        } else {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"Wakebell\"");
            response.sendError(HttpStatus.UNAUTHORIZED.value());
        }
        return actor;
    }

    /** A person did this: a form, or a link they pressed; not a page that refreshes itself or beats ({@code X-Live}), nor a program. */
    private static boolean byHand(HttpServletRequest request, Actor actor) {
        return actor.via() == Actor.Via.SCREEN
                && request.getHeader("X-Live") == null
                && (!request.getMethod().equals("GET") || "?1".equals(request.getHeader("Sec-Fetch-User")));
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** What a handler declares, on itself or on its class. */
    public static Declared declared(Object handler) {
        if (handler instanceof HandlerMethod method) {
            Class<?> type = method.getBeanType();
            if (type.getName().startsWith("org.springdoc.")) {
                return new Declared.ForSignedIn();
            }
            Declared own = of(find(method, Anyone.class), find(method, SignedIn.class), find(method, Allow.class));
            return own instanceof Declared.Nothing ? onClass(type) : own;
        }
        return switch (handler) {
            case ResourceHttpRequestHandler files -> new Declared.ForAnyone();
            case WebSocketHttpRequestHandler socket -> onClass(innermost(socket.getWebSocketHandler()).getClass());
            default -> onClass(handler.getClass());
        };
    }

    private static Declared onClass(Class<?> type) {
        return of(
                AnnotatedElementUtils.findMergedAnnotation(type, Anyone.class),
                AnnotatedElementUtils.findMergedAnnotation(type, SignedIn.class),
                AnnotatedElementUtils.findMergedAnnotation(type, Allow.class));
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
        return AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
    }

    private static Declared of(@Nullable Anyone anyone, @Nullable SignedIn signedIn, @Nullable Allow allow) {
        if (allow != null) {
            return new Declared.ForRoles(Arrays.asList(allow.value()));
        }
        if (signedIn != null) {
            return new Declared.ForSignedIn();
        }
        return anyone != null ? new Declared.ForAnyone() : new Declared.Nothing();
    }

    private static WebSocketHandler innermost(WebSocketHandler handler) {
        return handler instanceof WebSocketHandlerDecorator outer ? outer.getLastHandler() : handler;
    }

    private static String words(Declared.ForRoles r) {
        return String.join(" or ", r.roles.stream().map(role -> role.name().toLowerCase(java.util.Locale.ROOT)).toList());
    }
}
