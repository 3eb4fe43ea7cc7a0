package org.wakebell.drivers.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/**
 * One person's mailbox behind one mail server. SMTP's own classes decide the outcome (RFC 5321, 4.2.1): 4yz is worth
 * another try, 5yz is not, silence once the message is on its way is unknown.
 */
public final class MailBell implements Bell {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final int REMEMBERED = 256;

    private final MailServer server;
    private final InternetAddress from;
    private final InternetAddress to;
    private final InstantSource clock;
    private final Map<String, Outcome> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param config {@code host}, {@code port}, {@code tls} (starttls, implicit, none), {@code user}, {@code from},
     *     {@code to}
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public MailBell(Map<String, String> config, String password, InstantSource clock) {
        this.server = MailServer.of(config, password);
        this.from = Letter.address(config.getOrDefault("from", ""), "the sender's address");
        this.to = Letter.address(config.getOrDefault("to", ""), "the receiver's address");
        this.clock = clock;
    }

    /** How far a conversation with the mail server got. */
    private static final class Progress {
        volatile boolean sending;
    }

    private interface Talk {
        void with(Transport transport, Session session, Progress progress) throws MessagingException;
    }

    @Override
    public Outcome ring(Ring ring) throws InterruptedException {
        Outcome before = known(ring.key());
        if (before != null) {
            return before;
        }
        if (ring.deadline().isBefore(clock.instant())) {
            return new Outcome.Refused("too late: this mail had to leave by " + ring.deadline(), false);
        }
        Outcome outcome = talk((transport, session, progress) -> {
            Letter letter = Letter.of(session, ring, from, to, clock.instant());
            progress.sending = true;
            transport.sendMessage(letter, new InternetAddress[] {to});
        });
        if (outcome instanceof Outcome.Taken) {
            synchronized (taken) {
                taken.put(ring.key(), outcome);
            }
        }
        return outcome;
    }

    private @Nullable Outcome known(String key) {
        synchronized (taken) {
            return taken.get(key);
        }
    }

    @Override
    public Outcome hush(String key) {
        return new Outcome.Taken("mail makes no noise");
    }

    /** Signs in and says nothing. */
    @Override
    public Health check() throws InterruptedException {
        Outcome outcome = talk((transport, session, progress) -> {});
        Health.State state = outcome instanceof Outcome.Taken ? Health.State.READY : Health.State.NOT_READY;
        String why =
                switch (outcome) {
                    case Outcome.Taken o -> "the mail server " + server + " lets us in";
                    case Outcome.Refused o -> o.why();
                    case Outcome.RetryLater o -> o.why();
                    case Outcome.Unknown o -> o.why();
                    case Outcome.Sounding o -> o.proof().detail();
                };
        return new Health(state, why, clock.instant(), Map.of());
    }

    /** On a thread of its own, because an interrupt closes the socket of a virtual thread and of no other. */
    private Outcome talk(Talk talk) throws InterruptedException {
        Progress progress = new Progress();
        FutureTask<Outcome> task = new FutureTask<>(() -> converse(talk, progress));
        Thread.ofVirtual().name("mail " + server).start(task);
        try {
            return task.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return silence(progress);
        } catch (ExecutionException e) {
            return new Outcome.Unknown("the mail driver failed: " + e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private Outcome converse(Talk talk, Progress progress) {
        try {
            if (server.tooOpen()) {
                return new Outcome.Refused(
                        "mail without encryption goes to a server on this machine only: set starttls or implicit", false);
            }
            Session session = server.session();
            try (Transport transport = session.getTransport(server.protocol())) {
                transport.connect(
                        server.host(),
                        server.port(),
                        server.user().isEmpty() ? null : server.user(),
                        server.user().isEmpty() ? null : server.password());
                talk.with(transport, session, progress);
                progress.sending = false;
            }
            return new Outcome.Taken("the mail server " + server + " took it");
        } catch (UnknownHostException e) {
            return new Outcome.RetryLater(AGAIN, "no address is known for the mail server " + server.host());
        } catch (MessagingException e) {
            return failure(e, progress);
        }
    }

    private Outcome failure(MessagingException e, Progress progress) {
        if (e instanceof AuthenticationFailedException) {
            return new Outcome.Refused("the mail server " + server + " did not accept user and password", true);
        }
        Optional<Integer> code = code(e);
        if (code.isPresent()) {
            return said(code.get());
        }
        if (caused(e, SSLException.class)) {
            return new Outcome.Refused("no trusted encryption with the mail server " + server + ": look at its certificate", false);
        }
        if (String.valueOf(e.getMessage()).startsWith("STARTTLS is required")) {
            return new Outcome.Refused("the mail server " + server + " does not offer STARTTLS", false);
        }
        if (progress.sending && caused(e, IOException.class)) {
            return silence(progress);
        }
        return new Outcome.RetryLater(AGAIN, "the mail server " + server + " could not be spoken to");
    }

    private Outcome said(int code) {
        String why = "the mail server " + server + " answered " + code;
        if (code >= 400 && code < 500) {
            return new Outcome.RetryLater(AGAIN, why);
        }
        boolean credential = code == 530 || code == 535;
        return new Outcome.Refused(why + (code == 550 ? ": it does not take mail for this address" : ""), credential);
    }

    private Outcome silence(Progress progress) {
        return progress.sending
                ? new Outcome.Unknown("the mail server " + server + " fell silent while it took the mail")
                : new Outcome.RetryLater(AGAIN, "no answer in time from the mail server " + server);
    }

    /** The first SMTP reply code in the chain; the address's own, if there is one. */
    private static Optional<Integer> code(MessagingException e) {
        Integer found = null;
        for (Exception at = e; at instanceof MessagingException m; at = m.getNextException()) {
            Integer here =
                    switch (at) {
                        case SMTPAddressFailedException a -> a.getReturnCode();
                        case SMTPSenderFailedException s -> s.getReturnCode();
                        case SMTPSendFailedException s -> s.getReturnCode();
                        default -> null;
                    };
            found = here == null || here < 400 ? found : here;
            if (!(m instanceof SendFailedException) && m.getNextException() == null) {
                break;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> by) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (by.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        // A connection lives as long as one conversation.
    }

    @Override
    public String toString() {
        return "mail to " + to.getAddress() + " by " + server;
    }
}
