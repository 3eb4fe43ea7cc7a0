package org.wakebell.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.wakebell.oncall.code.RotaFile;
import org.wakebell.oncall.code.RotaRefused;

/**
 * A file of schedules, from disk or, as {@code -}, from standard input.
 *
 * @param name as it was typed, for messages
 */
record RotaText(String name, String text) {

    private static final int MOST_BYTES = 4 << 20;

    static RotaText read(String name, InputStream in) throws Api.Trouble {
        try (InputStream bytes = name.equals("-") ? in : Files.newInputStream(Path.of(name))) {
            byte[] all = bytes.readNBytes(MOST_BYTES + 1);
            if (all.length > MOST_BYTES) {
                throw new Api.Trouble(2, name + " is longer than 4 MB; divide it.");
            }
            return new RotaText(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString());
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new Api.Trouble(2, "there is no file " + name + ".");
        } catch (CharacterCodingException e) {
            throw new Api.Trouble(2, name + " is not UTF-8; save it as UTF-8.");
        } catch (IOException e) {
            throw new Api.Trouble(2, name + " cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    RotaFile file() throws Api.Trouble {
        try {
            return RotaFile.read(text);
        } catch (RotaRefused e) {
            throw wrong(e);
        }
    }

    Api.Trouble wrong(RotaRefused refused) {
        return new Api.Trouble(2, name + (refused.line() > 0 ? " " : ": ") + refused.said());
    }
}
