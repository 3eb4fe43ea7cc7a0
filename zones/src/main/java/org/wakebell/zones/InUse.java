package org.wakebell.zones;

import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;

/**
 * Which zone data this process uses.
 *
 * @param release as in {@code 2026f}
 * @param from for people: {@value Newest#SHIPPED}, or the path that it was read from
 * @param refused what could not be used, one sentence each
 * @param asked the update that was looked for; empty for none
 */
public record InUse(Release release, String from, List<String> refused, String asked) {

    /** A file made by {@link Maker}, or a folder such as {@code /usr/share/zoneinfo}; read at the first use of a zone. */
    public static final String UPDATE = "wakebell.zone-data";

    public InUse {
        refused = List.copyOf(refused);
    }

    /** Empty if java.time uses the JDK's own data. */
    public static Optional<InUse> now() {
        // The first question for a zone is what makes java.time look for its provider.
        return ZoneRulesProvider.getAvailableZoneIds().isEmpty() ? Optional.empty() : Newest.taken();
    }
}
