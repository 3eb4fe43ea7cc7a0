package org.wakebell.zones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a file of zone data from a folder of compiled zones: {@code Maker FOLDER FILE}. The same folder gives the same
 * bytes. How the file in the repository was made is in docs/dependencies.md.
 */
public final class Maker {

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: Maker FOLDER FILE    as in: Maker /usr/share/zoneinfo 2026f.zones");
            System.exit(2);
            return;
        }
        try {
            Bundle bundle = new Zoneinfo(Path.of(args[0])).read().checked();
            byte[] bytes = bundle.bytes();
            Bundle.read(bytes).checked();
            Files.write(Path.of(args[1]), bytes);
            System.out.println(args[1] + ": " + bundle.release() + ", " + bundle.ids().size() + " ids, " + bundle.zones()
                    + " different zones, " + bytes.length + " bytes");
        } catch (BadZoneData e) {
            System.err.println(args[0] + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private Maker() {}
}
