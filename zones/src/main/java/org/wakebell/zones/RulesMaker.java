package org.wakebell.zones;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * From a slim zone to java.time's rules. What is called standard time there is standard time here, also where winter is
 * the exception (Ireland): the JDK's own data say it the other way round.
 */
final class RulesMaker {

    /** Without a single transition the rule holds for all time; java.time wants a beginning. */
    private static final int BEGIN = 1970;

    /** As far as changes are written out that java.time cannot say as a rule. */
    private static final int FAR = 2400;

    private static final int HOUR = 3600;

    private final Tzif zone;

    RulesMaker(Tzif slim) {
        this.zone = slim;
    }

    ZoneRules make() throws BadZoneData {
        Footer footer = zone.footer();
        List<ZoneOffsetTransition> changes = listed();
        List<ZoneOffsetTransitionRule> rules = footer.rules().orElse(List.of());
        boolean written = footer.rules().isEmpty();
        if (footer.start() != null) {
            changes.addAll(footer.changes(last(), written ? FAR : Footer.year(last()) + 2));
        }
        return ZoneRules.of(standardFirst(), zone.type(-1).offset(), standards(footer), changes, rules);
    }

    private long last() {
        return zone.transitions().isEmpty()
                ? LocalDateTime.of(BEGIN, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC)
                : zone.transitions().getLast().at();
    }

    /** Those that move the hands of a clock; others change a name only. */
    private List<ZoneOffsetTransition> listed() {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        for (int i = 0; i < zone.transitions().size(); i++) {
            add(changes, zone.transitions().get(i).at(), zone.type(i - 1).offset(), zone.type(i).offset());
        }
        return changes;
    }

    private ZoneOffset standardFirst() {
        return zone.types().stream().filter(type -> !type.summer()).findFirst().orElse(zone.type(-1)).offset();
    }

    private List<ZoneOffsetTransition> standards(Footer footer) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffset now = standardFirst();
        for (int i = 0; i < zone.transitions().size(); i++) {
            ZoneOffset next = standard(i, now, footer);
            add(changes, zone.transitions().get(i).at(), now, next);
            now = next;
        }
        return changes;
    }

    /** A file does not say what summer time is added to; an hour to what follows is believed, else what was before. */
    private ZoneOffset standard(int transition, ZoneOffset before, Footer footer) {
        Tzif.Type type = zone.type(transition);
        if (!type.summer()) {
            return type.offset();
        }
        if (transition + 1 >= zone.transitions().size()) {
            return footer.start() == null ? before : footer.standard();
        }
        int total = type.offset().getTotalSeconds();
        if (total - before.getTotalSeconds() == HOUR) {
            return before;
        }
        Tzif.Type after = zone.type(transition + 1);
        return !after.summer() && total - after.offset().getTotalSeconds() == HOUR ? after.offset() : before;
    }

    private static void add(List<ZoneOffsetTransition> changes, long at, ZoneOffset before, ZoneOffset after) {
        if (!before.equals(after)) {
            changes.add(ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(at, 0, before), before, after));
        }
    }
}
