package org.wakebell.zones;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.TreeMap;

/** Run in a JVM of its own that knows nothing of ours: writes the JDK's release and all its rules into a file. */
public final class JdkRules {

    public static void main(String[] args) throws IOException {
        TreeMap<String, ZoneRules> rules = new TreeMap<>();
        ZoneRulesProvider.getAvailableZoneIds().forEach(id -> rules.put(id, ZoneId.of(id).getRules()));
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(Path.of(args[0])))) {
            out.writeObject(ZoneRulesProvider.getVersions("UTC").lastEntry().getKey());
            out.writeObject(rules);
        }
    }

    private JdkRules() {}
}
