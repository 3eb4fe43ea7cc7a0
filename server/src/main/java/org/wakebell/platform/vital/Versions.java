package org.wakebell.platform.vital;

import java.time.zone.ZoneRulesProvider;
import org.jspecify.annotations.Nullable;

/** What runs here. The zone rules decide who is woken when, so their version is said, too. */
public record Versions(String wakebell, String java, String zones, String database) {

    public static Versions of(String database) {
        @Nullable String own = Versions.class.getPackage().getImplementationVersion();
        return new Versions(
                own == null ? "from sources" : own,
                Runtime.version().toString(),
                ZoneRulesProvider.getVersions("UTC").lastEntry().getKey(),
                database);
    }
}
