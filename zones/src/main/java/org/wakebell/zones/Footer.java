package org.wakebell.zones;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds after the last transition of a TZif file: a POSIX TZ string (RFC 9636, section 3.3), as in
 * {@code PST8PDT,M3.2.0,M11.1.0}.
 *
 * @param summer the offset of summer time; the same as standard where the clocks are never changed
 * @param start of summer time by the standard clock; null where the clocks are never changed
 * @param end of summer time by the summer clock
 */
record Footer(ZoneOffset standard, ZoneOffset summer, @Nullable Change start, @Nullable Change end) {

    static Footer parse(String text) throws BadZoneData {
        return new FooterReader(text).read();
    }

    static Footer fixed(ZoneOffset offset) {
        return new Footer(offset, offset, null, null);
    }

    /** Both changes of a year, in the order in which they come. */
    List<ZoneOffsetTransition> changes(int year) {
        if (start == null || end == null) {
            return List.of();
        }
        ZoneOffsetTransition spring = ZoneOffsetTransition.of(start.in(year), standard, summer);
        ZoneOffsetTransition autumn = ZoneOffsetTransition.of(end.in(year), summer, standard);
        return spring.toEpochSecond() < autumn.toEpochSecond() ? List.of(spring, autumn) : List.of(autumn, spring);
    }

    /** All changes after an instant (epoch seconds), to the end of a year. */
    List<ZoneOffsetTransition> changes(long after, int lastYear) {
        List<ZoneOffsetTransition> all = new ArrayList<>();
        for (int year = year(after) - 1; year <= lastYear; year++) {
            changes(year).stream().filter(change -> change.toEpochSecond() > after).forEach(all::add);
        }
        return all;
    }

    /** What holds from an instant on. */
    ZoneOffset at(long instant) {
        ZoneOffset offset = standard;
        for (int year = year(instant) - 1; year <= year(instant) + 1; year++) {
            for (ZoneOffsetTransition change : changes(year)) {
                if (change.toEpochSecond() <= instant) {
                    offset = change.getOffsetAfter();
                }
            }
        }
        return offset;
    }

    /** As java.time says it; empty if it cannot, which no law of this world asks for. */
    Optional<List<ZoneOffsetTransitionRule>> rules() {
        if (start == null || end == null) {
            return Optional.of(List.of());
        }
        Optional<ZoneOffsetTransitionRule> spring = start.rule(standard, standard, summer);
        Optional<ZoneOffsetTransitionRule> autumn = end.rule(standard, summer, standard);
        if (spring.isEmpty() || autumn.isEmpty()) {
            return Optional.empty();
        }
        boolean northern = changes(2001).getFirst().getOffsetAfter().equals(summer);
        return Optional.of(northern ? List.of(spring.get(), autumn.get()) : List.of(autumn.get(), spring.get()));
    }

    /** Summer time that ends no earlier than it begins again never ends (RFC 9636, section 3.3.1). */
    Footer withoutEndlessSummer() {
        if (start == null || end == null) {
            return this;
        }
        long ends = ZoneOffsetTransition.of(end.in(2001), summer, standard).toEpochSecond();
        long begins = ZoneOffsetTransition.of(start.in(2002), standard, summer).toEpochSecond();
        return ends >= begins ? fixed(summer) : this;
    }

    static int year(long instant) {
        return LocalDateTime.ofEpochSecond(instant, 0, ZoneOffset.UTC).getYear();
    }
}
