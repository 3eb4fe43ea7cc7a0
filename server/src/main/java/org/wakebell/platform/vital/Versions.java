package org.wakebell.platform.vital;

import java.time.zone.ZoneRulesProvider;
import org.jspecify.annotations.Nullable;
import org.wakebell.zones.InUse;

/**
 * What runs here. The zone rules decide who is woken when, so their version is said, too.
 *
 * @param zones release of the tz database, as in {@code 2026f}
 * @param zonesFrom where it came from: {@code shipped with Wakebell}, a path, or {@code the JDK}
 */
public record Versions(String wakebell, String java, String zones, String zonesFrom, String database) {

    public static Versions of(String database) {
        @Nullable String own = Versions.class.getPackage().getImplementationVersion();
        return new Versions(
                own == null ? "from sources" : own,
                Runtime.version().toString(),
                ZoneRulesProvider.getVersions("UTC").lastEntry().getKey(),
                InUse.now().map(InUse::from).orElse("the JDK"),
                database);
    }
}
