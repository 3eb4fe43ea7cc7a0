package org.wakebell.drivers.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.wakebell.drivers.Ring;

/**
 * A ring as a message of text and simple HTML. Its Message-ID follows from the ring's key, so that a mailbox that gets
 * it twice can tell; {@code Auto-Submitted} (RFC 3834) keeps holiday notices from answering.
 */
final class Letter extends MimeMessage {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 10_000;

    private final String id;

    private Letter(Session session, String id) {
        super(session);
        this.id = id;
    }

    static Letter of(Session session, Ring ring, InternetAddress from, InternetAddress to, Instant now)
            throws MessagingException {
        Letter letter = new Letter(session, id(ring.key(), from));
        letter.setFrom(from);
        letter.setRecipient(Message.RecipientType.TO, to);
        letter.setSubject(line(ring.title(), LONGEST_TITLE), "UTF-8");
        letter.setSentDate(Date.from(now));
        letter.setHeader("Auto-Submitted", "auto-generated");
        letter.setHeader("X-Auto-Response-Suppress", "All");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(plain(ring), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(html(ring), "UTF-8", "html");
        letter.setContent(new MimeMultipart("alternative", plain, html));
        letter.saveChanges();
        return letter;
    }

    /** An address that may stand in a header. */
    static InternetAddress address(String text, String what) {
        try {
            if (text.isBlank() || !line(text, 320).equals(text)) {
                throw new IllegalArgumentException(what + " is like name@example.org");
            }
            InternetAddress address = new InternetAddress(text, true);
            address.validate();
            if (!address.getAddress().contains("@")) {
                throw new IllegalArgumentException(what + " is like name@example.org");
            }
            return address;
        } catch (MessagingException e) {
            throw new IllegalArgumentException(what + " is like name@example.org");
        }
    }

    private static String id(String key, InternetAddress from) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
            return "<ring." + HexFormat.of().formatHex(hash, 0, 16) + "@" + domain + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String plain(Ring ring) {
        StringBuilder text = new StringBuilder(line(ring.title(), LONGEST_TITLE)).append("\n\n");
        if (!ring.text().isBlank()) {
            text.append(cut(ring.text(), LONGEST_TEXT)).append("\n\n");
        }
        for (Ring.Choice choice : ring.choices()) {
            text.append(line(choice.label(), 80)).append(":\n").append(choice.link()).append("\n\n");
        }
        return text.toString();
    }

    private static String html(Ring ring) {
        StringBuilder html = new StringBuilder("<!doctype html><html><body><p><strong>")
                .append(escape(line(ring.title(), LONGEST_TITLE)))
                .append("</strong></p>");
        if (!ring.text().isBlank()) {
            html.append("<p>").append(escape(cut(ring.text(), LONGEST_TEXT)).replace("\n", "<br>\n")).append("</p>");
        }
        for (Ring.Choice choice : ring.choices()) {
            html.append("<p><a href=\"")
                    .append(escape(choice.link().toString()))
                    .append("\">")
                    .append(escape(line(choice.label(), 80)))
                    .append("</a></p>");
        }
        return html.append("</body></html>").toString();
    }

    /** One line without anything that could end it. */
    static String line(String text, int longest) {
        return cut(text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ").strip(), longest);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
