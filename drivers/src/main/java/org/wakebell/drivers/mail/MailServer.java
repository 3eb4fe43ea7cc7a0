package org.wakebell.drivers.mail;

import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * How to reach the mail server.
 *
 * @param user empty if it asks for none
 */
record MailServer(String host, int port, Tls tls, String user, String password) {

    enum Tls {
        IMPLICIT,
        STARTTLS,
        NONE
    }

    MailServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the mail server's host is missing");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the mail server's port is 1 to 65535, not " + port);
        }
    }

    static MailServer of(Map<String, String> config, String password) {
        String tls = config.getOrDefault("tls", "starttls").toUpperCase(Locale.ROOT);
        if (!tls.equals("IMPLICIT") && !tls.equals("STARTTLS") && !tls.equals("NONE")) {
            throw new IllegalArgumentException("mail is protected by starttls, implicit or none, not " + tls);
        }
        String port = config.getOrDefault("port", "587");
        if (!port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("the mail server's port is a number, not " + port);
        }
        return new MailServer(
                config.getOrDefault("host", ""),
                Integer.parseInt(port),
                Tls.valueOf(tls),
                config.getOrDefault("user", ""),
                password);
    }

    String protocol() {
        return tls == Tls.IMPLICIT ? "smtps" : "smtp";
    }

    /** Without encryption only to this machine: a link that answers a page must not cross a network in the open. */
    boolean tooOpen() throws UnknownHostException {
        return tls == Tls.NONE && !InetAddress.getByName(host).isLoopbackAddress();
    }

    /** Every wait is bounded; the server's certificate must be its own. */
    Session session() {
        Properties mail = new Properties();
        String prefix = "mail." + protocol() + ".";
        mail.setProperty(prefix + "connectiontimeout", "3000");
        mail.setProperty(prefix + "timeout", "6000");
        mail.setProperty(prefix + "ssl.checkserveridentity", "true");
        mail.setProperty(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        mail.setProperty(prefix + "starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        mail.setProperty(prefix + "starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        mail.setProperty(prefix + "auth", Boolean.toString(!user.isEmpty()));
        mail.setProperty(prefix + "localhost", "wakebell");
        return Session.getInstance(mail);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
