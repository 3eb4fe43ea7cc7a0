package org.wakebell;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.bells.MailSettings;
import org.wakebell.bells.Outward;
import org.wakebell.bells.PulseSettings;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.webhook.SigningKey;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.clock.Sleeper;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Trouble;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Words;

/** What a real server stands on: the data folder and its lock, the master key, the database, the threads. */
final class Floor implements AutoCloseable {

    /** The operator can mend it; the message says how. */
    static final class CannotStart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotStart(String message) {
            super(message, null, false, false);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Floor.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final boolean embedded;
    private final FileChannel lock;
    private final Db db;
    private final ExecutorService hands;
    private final House.Ground ground;
    private final URI base;
    private final @Nullable MailSettings mail;
    private final Set<String> allow;
    private final @Nullable PulseSettings pulse;

    Floor(Settings settings) {
        Settings.Database remote = settings.database();
        this.embedded = remote == null;
        Path data = folder(settings.data());
        this.lock = embedded ? lock(data) : unlocked(data);
        byte[] master = master(data, settings.masterKey());
        this.db = remote == null
                ? opened(() -> Db.sqlite(data.resolve("wakebell.db")), Duration.ZERO, Sleeper.system())
                : opened(() -> Db.postgres(remote.url(), remote.user(), remote.password().reveal()), PATIENCE, Sleeper.system());
        URI url = settings.server().url();
        this.base = url == null ? URI.create("http://localhost:" + settings.server().port()) : url;
        this.mail = mail(settings.mail());
        this.allow = settings.allow();
        this.pulse = pulse(settings.pulse());
        SecureRandom random = new SecureRandom();
        byte[] name = new byte[6];
        random.nextBytes(name);
        this.hands = Executors.newVirtualThreadPerTaskExecutor();
        this.ground = new House.Ground(
                new Agreed(Clock.system()), Sleeper.system(), random, db, point -> {}, HexFormat.of().formatHex(name), hands, master);
    }

    /** After a power cut the database may be slower to start than we are. Its own words are enough: no trace tells an operator more. */
    static Db opened(Supplier<Db> open, Duration patience, Sleeper sleeper) {
        for (Duration left = patience; ; left = left.minus(PAUSE)) {
            try {
                return migrated(open.get());
            } catch (RuntimeException e) {
                String why = deepest(e);
                if (Trouble.in(e).orElse(null) != Trouble.GONE || !left.isPositive()) {
                    throw new CannotStart(e instanceof IllegalStateException ? String.valueOf(e.getMessage()) : "the database cannot be used: " + why);
                }
                LOG.warn("the database does not answer ({}); waiting for it, {} s at most", why, left.toSeconds());
            }
            try {
                sleeper.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotStart("stopped while waiting for the database");
            }
        }
    }

    private static Db migrated(Db db) {
        try {
            db.migrate();
            return db;
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    private static String deepest(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }

    House.Ground ground() {
        return ground;
    }

    House.Wires wires(Words words) {
        Guard guard = new Guard(allow);
        Outbound outbound = new Outbound(ground.time(), guard);
        Drivers drivers = new Drivers(ground.time(), ground.sleeper()::sleep).reaching(new Outward(outbound));
        return new House.Wires(base, drivers, mail, words, List.of(), guard, pulse);
    }

    boolean embedded() {
        return embedded;
    }

    @Override
    public void close() {
        hands.shutdownNow();
        db.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the data folder did not close: {}", e.toString());
        }
    }

    private static @Nullable MailSettings mail(Settings.@Nullable Mail mail) {
        if (mail == null) {
            return null;
        }
        MailSettings.Tls tls =
                switch (mail.tls()) {
                    case NONE -> MailSettings.Tls.NONE;
                    case STARTTLS -> MailSettings.Tls.STARTTLS;
                    case IMPLICIT -> MailSettings.Tls.IMPLICIT;
                };
        return new MailSettings(mail.host(), mail.port(), mail.user(), mail.password(), tls, mail.from());
    }

    /** Where nobody checks who signs, a key that nobody knows will do. */
    private static @Nullable PulseSettings pulse(Settings.@Nullable Pulse pulse) {
        if (pulse == null) {
            return null;
        }
        Secret key = pulse.signingKey() == null ? new Secret(SigningKey.fresh()) : pulse.signingKey();
        return new PulseSettings(pulse.url(), pulse.every(), pulse.sends().name().toLowerCase(Locale.ROOT), key);
    }

    private static Path folder(Path data) {
        try {
            return Files.createDirectories(data.toAbsolutePath());
        } catch (IOException e) {
            throw new CannotStart("cannot make the data folder " + data + ": " + e);
        }
    }

    /** Two servers on one embedded database would each take the other for dead. */
    private static FileChannel lock(Path data) {
        FileChannel file = unlocked(data);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (IOException | java.nio.channels.OverlappingFileLockException e) {
            LOG.debug("lock", e);
        }
        throw new CannotStart("another Wakebell uses " + data + ". Stop it first, or give this one a folder of its "
                + "own (key data). Several servers together need PostgreSQL.");
    }

    private static FileChannel unlocked(Path data) {
        try {
            return FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CannotStart("cannot write into the data folder " + data + ": " + e);
        }
    }

    /**
     * 32 bytes in Base64, from the settings or from {@code master.key}. Several servers on one database need the
     * same key. A lost key cannot be replaced: what was sealed with it has to be typed in again.
     */
    private static byte[] master(Path data, @Nullable Secret configured) {
        Path file = data.resolve("master.key");
        try {
            if (configured != null) {
                return decoded(configured.reveal(), "master-key");
            }
            if (Files.exists(file)) {
                return decoded(Files.readString(file), file.toString());
            }
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(file, Base64.getEncoder().encodeToString(fresh) + "\n");
            return fresh;
        } catch (IOException e) {
            throw new CannotStart("cannot read or write the master key " + file + ": " + e);
        }
    }

    private static byte[] decoded(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(where + " is not Base64. It holds 32 bytes, as from: openssl rand -base64 32");
        }
        if (key.length != 32) {
            throw new CannotStart(where + " holds " + key.length + " bytes; a master key has 32");
        }
        return key;
    }
}
