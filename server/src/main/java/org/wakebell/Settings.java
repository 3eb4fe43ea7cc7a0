package org.wakebell;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.webhook.SigningKey;
import org.wakebell.drivers.webhook.WebhookBell;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Secret;

/**
 * What an operator decides before the start; {@code wakebell.yml} explains each key and its default. Read once, never
 * changed: whatever may change while the server runs lives in the database.
 *
 * @param data the folder of the embedded database and of the master key
 * @param masterKey 32 bytes in Base64; null if it lies in {@code master.key} in the data folder
 * @param database null for SQLite in the data folder
 * @param mail null if no mail can be sent
 * @param zoneData newer time zone data than the shipped: a file or a folder, see {@link org.wakebell.zones.InUse}; empty for none
 * @param allow hosts, as {@code host} or {@code host:port}, that webhooks may call though they are not on the public internet
 * @param pulse null if nobody watches from outside
 */
public record Settings(
        Server server,
        Path data,
        @Nullable Secret masterKey,
        @Nullable Database database,
        @Nullable Mail mail,
        String zoneData,
        Set<String> allow,
        @Nullable Pulse pulse) {

    /**
     * @param address IP address or host name to listen on
     * @param port 0 for any free one
     * @param url what people type, without a path; null stands for http://localhost and the port that is listened on
     * @param forwarded whether X-Forwarded-* headers are believed
     */
    public record Server(String address, int port, @Nullable URI url, boolean forwarded) {}

    /** PostgreSQL; without it the server uses SQLite in the data folder. */
    public record Database(String url, String user, Secret password) {}

    /**
     * @param user empty if the server asks for no sign-in
     */
    public record Mail(String host, int port, Tls tls, String user, Secret password, String from) {}

    /**
     * Where the pulse goes.
     *
     * @param url whoever knows it can keep the dead man's switch quiet
     * @param signingKey null for one that nobody knows
     */
    public record Pulse(Secret url, Duration every, Sends sends, @Nullable Secret signingKey) {}

    /** What a beat is: nothing in it, or our JSON. */
    public enum Sends {
        POST,
        GET,
        JSON
    }

    /** How the line to the mail server is protected. */
    public enum Tls {
        NONE,
        STARTTLS,
        IMPLICIT
    }

    /**
     * The settings of this start.
     *
     * @param arguments the command line: nothing, or {@code --config FILE}
     * @param environment of the process; only names beginning with {@code WAKEBELL_} are looked at
     * @throws SettingsRefused naming every key that is unknown or has a value that is not allowed
     */
    public static Settings load(List<String> arguments, Map<String, String> environment) {
        return read(SettingsValues.load(arguments, environment));
    }

    static Settings read(SettingsValues values) {
        Server server = new Server(
                values.text("server.address", "127.0.0.1"),
                values.number("server.port", 8080, 0, 65_535),
                values.address("server.url"),
                values.flag("server.forwarded", false));
        Path data = Path.of(values.text("data", "data"));
        String masterKey = values.text("master-key", "");
        Database database = database(values);
        Mail mail = mail(values);
        String zoneData = values.text("zone-data", "");
        Set<String> allow = values.hosts("outbound.allow");
        Pulse pulse = pulse(values, allow);
        values.refuseIfWrong();
        return new Settings(server, data, masterKey.isEmpty() ? null : new Secret(masterKey), database, mail, zoneData, allow, pulse);
    }

    private static @Nullable Database database(SettingsValues values) {
        String url = values.text("database.url", "");
        Database database =
                new Database(url, values.text("database.user", ""), new Secret(values.text("database.password", "")));
        if (url.isEmpty()) {
            return null;
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            values.wrong("database.url", "begins with jdbc:postgresql:, or is empty for SQLite in the data folder");
        }
        return database;
    }

    private static @Nullable Pulse pulse(SettingsValues values, Set<String> allow) {
        String url = values.text("pulse.url", "");
        String key = values.text("pulse.signing-key", "");
        Pulse pulse = new Pulse(
                new Secret(url),
                Duration.ofSeconds(values.number("pulse.every", 60, 30, 3_600)),
                values.choice("pulse.sends", Sends.POST),
                key.isEmpty() ? null : new Secret(key));
        try {
            if (!key.isEmpty()) {
                SigningKey.parse(key);
            }
        } catch (IllegalArgumentException e) {
            values.wrong("pulse.signing-key", "is whsec_ and 24 to 64 bytes in Base64, or empty");
        }
        if (url.isEmpty()) {
            return null;
        }
        try {
            new Outbound(Clock.system(), new Guard(allow)).objection(WebhookBell.url(url)).ifPresent(why -> values.wrong(
                    "pulse.url", "cannot be called (" + why + "): give an https address on the public internet, or name its host in outbound.allow"));
        } catch (IllegalArgumentException e) {
            values.wrong("pulse.url", "is the whole address that your watcher gave you, like https://hc-ping.com/your-uuid");
        }
        return pulse;
    }

    private static @Nullable Mail mail(SettingsValues values) {
        Mail mail = new Mail(
                values.text("mail.host", ""),
                values.number("mail.port", 587, 1, 65_535),
                values.choice("mail.tls", Tls.STARTTLS),
                values.text("mail.user", ""),
                new Secret(values.text("mail.password", "")),
                values.text("mail.from", ""));
        if (mail.host().isEmpty()) {
            return null;
        }
        if (!mail.from().contains("@")) {
            values.wrong("mail.from", "is a mail address when mail.host is set");
        }
        return mail;
    }
}
