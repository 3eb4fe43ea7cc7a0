package org.wakebell.home;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.wakebell.wire.Keys;

/** The agent's folder: readable by its user only, used by one agent at a time, written so that a power cut harms nothing. */
final class Folder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private Folder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static Folder open(Path path) throws Exit.Now {
        try {
            Files.createDirectories(path, only("rwx------"));
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), only("rw-------"));
            if (lock.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            return new Folder(path, lock);
        } catch (OverlappingFileLockException e) {
            throw new Exit.Now(Exit.FOLDER, "Another home agent uses " + path + ". Stop it, or give this one a folder of its own with --data.");
        } catch (IOException e) {
            throw new Exit.Now(Exit.FOLDER, "Cannot use the folder " + path + " (" + e + "). Give one that may be written with --data.");
        }
    }

    Optional<Identity> identity() throws Exit.Now {
        Path file = path.resolve("identity");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Properties p = new Properties();
            p.load(new StringReader(Files.readString(file)));
            return Optional.of(new Identity(
                    want(p, "agent"),
                    want(p, "name"),
                    want(p, "owner"),
                    Keys.of(want(p, "public"), want(p, "private")),
                    want(p, "server-key"),
                    Arrays.stream(want(p, "servers").split(" ")).map(URI::create).toList()));
        } catch (IOException | IllegalArgumentException e) {
            throw new Exit.Now(Exit.FOLDER, "Cannot read " + file + " (" + e.getMessage() + "). Delete it and pair again with a new --code.");
        }
    }

    void remember(Identity identity) throws Exit.Now {
        Properties p = new Properties();
        p.setProperty("agent", identity.agent());
        p.setProperty("name", identity.name());
        p.setProperty("owner", identity.owner());
        p.setProperty("public", identity.keys().publicKey());
        p.setProperty("private", identity.keys().privateKey());
        p.setProperty("server-key", identity.serverKey());
        p.setProperty("servers", identity.servers().stream().map(URI::toString).collect(Collectors.joining(" ")));
        StringWriter text = new StringWriter();
        try {
            p.store(text, "Wakebell home agent. The private key in here may ring its owner's bells: keep it to yourself.");
            replace("identity", text.toString());
        } catch (IOException e) {
            throw new Exit.Now(Exit.FOLDER, "Cannot write into " + path + " (" + e + "). Make room, or give another folder with --data.");
        }
    }

    /** Writes a whole file: the old one or the new one is there, whatever happens. */
    void replace(String name, String text) throws IOException {
        Path next = path.resolve(name + ".next");
        Files.deleteIfExists(next);
        try (FileChannel out = FileChannel.open(
                next, java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only("rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(path)) {
            folder.force(true);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock ends with the process anyway.
        }
    }

    private static FileAttribute<?>[] only(String rights) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static String want(Properties p, String name) {
        String value = p.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
