package org.wakebell.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wakebell.platform.db.Trouble;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Every failure as its asker can read it: a page that says what happened, what it means for tonight and what to do, or
 * a problem document (RFC 9457) for machines. What went wrong inside is logged with a number, never shown.
 */
@ControllerAdvice
public final class Failures {

    /** What an error page says. */
    public record Failure(int status, String title, String detail, String field, String number) {}

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String PLAIN = """
            The database takes nothing just now. Sirens that ring go on; nothing new can be promised. Try again in a few seconds.
            지금은 데이터베이스에 기록할 수 없습니다. 울리고 있는 사이렌은 계속 울리지만 새로운 호출은 약속할 수 없습니다. 몇 초 뒤에 다시 시도하세요.
            """;

    private final Pages pages;

    Failures(Pages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    void any(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() || isGone(e)) {
            LOG.debug("nobody left to tell: {}", e.toString());
            return;
        }
        switch (e) {
            case Refusal r -> tell(request, response, status(r.kind()), r.message(), r.field(), "");
            case ErrorResponse spring -> tell(
                    request, response, HttpStatus.valueOf(spring.getStatusCode().value()), String.valueOf(spring.getBody().getDetail()), "", "");
            case HttpMessageNotReadableException unreadable -> tell(
                    request, response, HttpStatus.BAD_REQUEST, unreadable(unreadable), "", "");
            case MethodArgumentTypeMismatchException mismatch -> tell(
                    request, response, HttpStatus.BAD_REQUEST, "\"" + mismatch.getName() + "\" does not take this value.", mismatch.getName(), "");
            case Exception troubled when Trouble.in(troubled).isPresent() -> {
                LOG.warn("{} {}: {}", request.getMethod(), loggable(request.getRequestURI()), troubled.toString());
                later(request, response);
            }
            default -> {
                String number = Integer.toHexString(System.identityHashCode(e));
                LOG.error("{} {} failed, number {}", request.getMethod(), loggable(request.getRequestURI()), number, e);
                tell(request, response, HttpStatus.INTERNAL_SERVER_ERROR, "", "", number);
            }
        }
    }

    /** The database takes nothing just now. The page itself may need it: then a plain sentence has to do. */
    void later(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        try {
            tell(request, response, HttpStatus.SERVICE_UNAVAILABLE, "The database takes nothing just now.", "", "");
        } catch (IOException | RuntimeException e) {
            if (Trouble.in(e).isEmpty()) {
                throw e;
            }
            response.resetBuffer();
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            response.setContentType("text/plain;charset=utf-8");
            response.getOutputStream().write(PLAIN.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes the failure as HTML or JSON, whichever the request wants. */
    public void tell(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String detail,
            String field,
            String number)
            throws IOException {
        response.resetBuffer();
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (wantsJson(request)) {
            response.setContentType("application/problem+json");
            response.getOutputStream().write(problem(status, detail, field, number).getBytes(StandardCharsets.UTF_8));
            return;
        }
        Page page = pages.of(request);
        String kind = page.t("platform.error." + status.value()).startsWith("platform.") ? "500" : "" + status.value();
        Failure failure = new Failure(status.value(), page.t("platform.error." + kind), detail, field, number);
        try {
            page.show("platform/error.jte", "it", failure, "kind", kind).render(null, request, response);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Machines: everything under {@code /api}, and whoever asks for JSON and not for HTML. */
    public static boolean wantsJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getRequestURI().startsWith("/api/")
                || accept != null && accept.contains("json") && !accept.contains("html");
    }

    private static String problem(HttpStatus status, String detail, String field, String number) {
        return "{\"type\":\"about:blank\",\"status\":%d,\"title\":\"%s\",\"detail\":%s%s%s}".formatted(
                status.value(),
                status.getReasonPhrase(),
                quoted(detail),
                field.isEmpty() ? "" : ",\"field\":" + quoted(field),
                number.isEmpty() ? "" : ",\"number\":" + quoted(number));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }

    private static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case MISSING -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
        };
    }

    /** What a JSON reader says in its first line, which names the field and the line; never the class it meant. */
    private static String unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return "There is no field \"" + unknown.getPropertyName() + "\" here. Known are " + unknown.getKnownPropertyIds() + ".";
        }
        if (e.getCause() instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
            return "The field \"" + wrong.getPath().getLast().getPropertyName() + "\" does not take this value.";
        }
        return "The body is not the JSON this address takes.";
    }

    private static boolean isGone(Exception e) {
        return e.getClass().getSimpleName().equals("ClientAbortException")
                || e.getClass().getSimpleName().equals("AsyncRequestNotUsableException");
    }

    private static String loggable(String uri) {
        return uri.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
