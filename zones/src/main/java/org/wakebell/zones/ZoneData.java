package org.wakebell.zones;

import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All of java.time's zones in this process, when the JVM is started with
 * {@code -Djava.time.zone.DefaultZoneRulesProvider=org.wakebell.zones.ZoneData} (see {@link ZoneRulesProvider}). Made by
 * java.time at the first use of a zone, before any static field of this class would have its value: it has none.
 */
public final class ZoneData extends ZoneRulesProvider {

    private final Bundle bundle = Newest.take();
    private final Map<String, ZoneRules> rules = new ConcurrentHashMap<>();

    /** For java.time alone. */
    public ZoneData() {}

    @Override
    protected Set<String> provideZoneIds() {
        return Set.copyOf(bundle.ids());
    }

    @Override
    protected ZoneRules provideRules(String id, boolean forCaching) {
        return rules.computeIfAbsent(id, this::read);
    }

    private ZoneRules read(String id) {
        try {
            return bundle.rules(id);
        } catch (BadZoneData e) {
            throw new ZoneRulesException(e.getMessage(), e);
        }
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String id) {
        NavigableMap<String, ZoneRules> versions = new TreeMap<>();
        versions.put(bundle.release().toString(), provideRules(id, false));
        return versions;
    }
}
