package org.wakebell.intake;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.db.Trouble;

/**
 * One way in: a plain servlet, without session, cookie or filter. A subclass knows one protocol: it reads events out
 * of a body into a fold and says yes and no in its sender's own form. Whatever goes wrong, the answer has that form.
 */
public abstract class Door extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** Seconds; short, because a full queue empties within one. */
    private static final String RETRY_AFTER = "2";

    private static final String SENDER = Sender.class.getName();

    private final transient Intake intake;
    private final int most;

    /** @param most bytes of an unpacked body */
    protected Door(Intake intake, int most) {
        this.intake = intake;
        this.most = most;
    }

    /** Servlet mappings. */
    public abstract List<String> paths();

    /**
     * Reads the body into folds and keeps them.
     *
     * @param sender who the key in the headers belongs to; null only if {@link #keyInBody}
     */
    protected abstract Answer take(HttpServletRequest request, @Nullable Sender sender, Body body);

    /** No, in the sender's form. */
    protected abstract Answer refuse(HttpServletRequest request, int status, String why);

    /** True if the key is told in the body, and {@link #take} asks for it. */
    protected boolean keyInBody() {
        return false;
    }

    /** Before the key is looked at: content types. Throws {@link Refused}. */
    protected void look(HttpServletRequest request) {}

    protected final Intake intake() {
        return intake;
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer;
        boolean over = false;
        try {
            if (!request.getMethod().equals("POST")) {
                response.setHeader("Allow", "POST");
                throw new Refused(405, "only POST is understood here");
            }
            look(request);
            Sender sender = keyInBody() ? null : admit(key(request), request);
            try (Body body = Body.read(request, most, intake.budget(), intake.bounds().slowest(), intake.clock())) {
                answer = take(request, sender, body);
            }
        } catch (Refused e) {
            if (e.status() != 401) {
                intake.refused(sender(request), e.status() + ": " + e.why(), request.getRemoteAddr());
            }
            if (e.status() == 413 || e.status() == 408) {
                // What is still on its way is not worth reading.
                response.setHeader("Connection", "close");
            }
            over = e.status() == 408;
            answer = refuse(request, e.status(), e.why());
        } catch (Busy e) {
            intake.refused(sender(request), overloaded() + ": " + e.why(), request.getRemoteAddr());
            response.setHeader("Retry-After", RETRY_AFTER);
            answer = refuse(request, overloaded(), e.why());
        } catch (TooFast e) {
            intake.limited(sender(request), "429: " + e.why(), request.getRemoteAddr());
            response.setHeader("Retry-After", Long.toString(e.seconds()));
            answer = refuse(request, 429, e.why());
        } catch (RuntimeException e) {
            if (Trouble.in(e).isPresent()) {
                LOG.warn("{}: {}", request.getRequestURI(), e.toString());
                response.setHeader("Retry-After", RETRY_AFTER);
                write(response, refuse(request, overloaded(), "the database takes nothing just now; send it again"));
                return;
            }
            LOG.error("{}", request.getRequestURI(), e);
            answer = refuse(request, 500, "an error of the server's own; it is in its log");
        }
        write(response, answer);
        // Where a read timed out, Tomcat closes by itself, and leaves of our answer only the status.
        if (over && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null) {
            // Else the server would go on reading, without a word and without an end, what drips in.
            response.flushBuffer();
            throw new CloseNowException("the sender was too slow");
        }
    }

    /** 503, or 429 for senders that know only that. */
    protected int overloaded() {
        return 503;
    }

    /** @throws Refused 401, or {@link TooFast} */
    private Sender admit(String key, HttpServletRequest request) {
        Sender sender = intake.admit(key, request.getRemoteAddr());
        if (sender == null) {
            throw new Refused(401, key.isEmpty()
                    ? "no key was sent; send the header Authorization: Bearer KEY with a key of this source"
                    : "the key is unknown or retired; the Sources screen shows which keys are active");
        }
        known(request, sender);
        return sender;
    }

    /**
     * The request is this sender's: a refusal is told to its source, and its pace is looked at.
     *
     * @throws TooFast if its source has sent more than it may
     */
    protected final void known(HttpServletRequest request, Sender sender) {
        request.setAttribute(SENDER, sender);
        intake.pace(sender);
    }

    private static @Nullable Sender sender(HttpServletRequest request) {
        return request.getAttribute(SENDER) instanceof Sender sender ? sender : null;
    }

    /** {@code Authorization: Bearer}, the password of {@code Basic}, or {@code X-Wakebell-Key}. */
    private static String key(HttpServletRequest request) {
        String own = request.getHeader("X-Wakebell-Key");
        if (own != null) {
            return own.strip();
        }
        String header = request.getHeader("Authorization");
        if (header == null) {
            return "";
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                return pair.substring(pair.indexOf(':') + 1);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
        return header.strip();
    }

    private static void write(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        if (!answer.type().isEmpty()) {
            response.setContentType(answer.type());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
