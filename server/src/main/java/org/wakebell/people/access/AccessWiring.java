package org.wakebell.people.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Failures;
import org.wakebell.platform.web.Refusal;

/** What Spring must know of signing in: sessions, headers, forgery, and the gate before every handler. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AccessWiring {

    static final String COOKIE = "wakebell";
    private static final Duration IDLE = Duration.ofDays(14);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    /** Strangers post these, so a forged one would sign a victim in as someone else. */
    private static final List<String> STRANGERS = List.of("/sign-in", "/setup", "/invite");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    Accounts accounts(AccessRoom room) {
        return room.accounts();
    }

    @Bean
    Links links(AccessRoom room) {
        return room.links();
    }

    @Bean
    ApiTokens apiTokens(AccessRoom room) {
        return room.tokens();
    }

    @Bean
    SessionRows sessionRows(AccessRoom room) {
        return room.sessions();
    }

    @Bean
    Passwords passwords(AccessRoom room) {
        return room.passwords();
    }

    @Bean
    Callers callers(People people, ApiTokens tokens, Clock clock) {
        return new Callers(people, tokens, clock);
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(Tx tx, Db db) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setSameSite("Lax");
        cookie.setUseBase64Encoding(false);
        cookie.setCookieMaxAge((int) Duration.ofDays(90).toSeconds());
        CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookie);
        SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(new Sessions<>(springSessions(tx, db)));
        filter.setHttpSessionIdResolver(ids);
        FilterRegistrationBean<SessionRepositoryFilter<?>> bean = new FilterRegistrationBean<>(filter);
        bean.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return bean;
    }

    /** On our one writer, in our transactions: with its own it would wait for a second connection that never comes. */
    private static JdbcIndexedSessionRepository springSessions(Tx tx, Db db) {
        TransactionOperations ours = new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                return tx.write(() -> action.doInTransaction(new SimpleTransactionStatus()));
            }
        };
        JdbcIndexedSessionRepository spring = new JdbcIndexedSessionRepository(new JdbcTemplate(db.writer()), ours);
        spring.setTableName("people_session");
        spring.setDefaultMaxInactiveInterval(IDLE);
        spring.setCleanupCron("-");
        spring.setSessionIdGenerator(() -> Tokens.fresh("").reveal());
        spring.setCreateSessionAttributeQuery("""
                INSERT INTO people_session_attributes (session_primary_id, attribute_name, attribute_bytes)
                VALUES (?, ?, ?)
                ON CONFLICT (session_primary_id, attribute_name) DO UPDATE SET attribute_bytes = excluded.attribute_bytes
                """);
        spring.afterPropertiesSet();
        return spring;
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http, Failures failures) {
        CsrfTokenRequestAttributeHandler tokens = new CsrfTokenRequestAttributeHandler();
        CookieCsrfTokenRepository cookies = new CookieCsrfTokenRepository();
        cookies.setCookieName("wakebell-form");
        cookies.setHeaderName("X-CSRF-TOKEN"); // what live.js and Page.csrf() say
        cookies.setCookieCustomizer(c -> c.sameSite("Lax").httpOnly(true).path("/"));
        http.csrf(csrf -> csrf.csrfTokenRepository(cookies)
                        .csrfTokenRequestHandler(tokens)
                        .requireCsrfProtectionMatcher(AccessWiring::couldBeForged))
                .exceptionHandling(e -> e.accessDeniedHandler((request, response, denied) -> failures.tell(
                        request, response, HttpStatus.FORBIDDEN,
                        "This form was open too long, or came from another site. Load the page again and send it once more.",
                        "", "")))
                .headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(POLICY))
                        .httpStrictTransportSecurity(s -> s.includeSubDomains(false))
                        .frameOptions(f -> f.deny())
                        .referrerPolicy(r -> r.policy(
                                org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(o -> o.policy(
                                org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter
                                        .CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(p -> p.policy("camera=(), geolocation=(), payment=(), usb=()")))
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable);
        return http.build();
    }

    /** The address itself is signed and is the whole right to act: who could forge it needs no one else's browser. */
    private static final String SIGNED = "/answer/";

    /** Only what a browser sends along by itself can be forged: our session cookie, or a stranger's first form. */
    static boolean couldBeForged(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod()) || Callers.token(request) != null) {
            return false;
        }
        if (request.getRequestURI().startsWith(SIGNED)) {
            return false;
        }
        if (STRANGERS.stream().anyMatch(request.getRequestURI()::startsWith)) {
            return true;
        }
        Cookie[] cookies = request.getCookies();
        return cookies != null && java.util.Arrays.stream(cookies).anyMatch(c -> c.getName().equals(COOKIE));
    }

    @Bean
    FilterRegistrationBean<?> securityFilter(@org.springframework.beans.factory.annotation.Qualifier("springSecurityFilterChain") jakarta.servlet.Filter chain) {
        FilterRegistrationBean<jakarta.servlet.Filter> bean = new FilterRegistrationBean<>(chain);
        bean.setOrder(-100);
        return bean;
    }

    @Bean
    WebMvcConfigurer gate(Callers callers, People people, Clock clock) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new Gate(callers, people, clock));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ActorArgument(callers));
            }
        };
    }

    /** {@code Actor} for handlers that need one, {@code Optional<Actor>} for those that serve strangers, too. */
    private record ActorArgument(Callers callers) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.nestedIfOptional().getNestedParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
            Optional<Actor> actor = servlet == null ? Optional.empty() : callers.actor(servlet);
            if (parameter.getParameterType() == Optional.class) {
                return actor;
            }
            return actor.orElseThrow(() -> Refusal.forbidden("Sign in first."));
        }
    }
}
