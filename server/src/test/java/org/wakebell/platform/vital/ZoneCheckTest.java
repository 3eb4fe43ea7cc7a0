package org.wakebell.platform.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wakebell.story.StoryClock;
import org.wakebell.zones.InUse;
import org.wakebell.zones.Release;

@NullMarked
class ZoneCheckTest {

    private static final InUse SHIPPED = new InUse(new Release(2026, "f"), "shipped with Wakebell", List.of(), "");

    static Check.Finding look(String now, @Nullable InUse zones) {
        return new ZoneCheck(new StoryClock(Instant.parse(now)), () -> Optional.ofNullable(zones)).look();
    }

    @Test
    void what_is_used_is_named_with_where_it_came_from() {
        Check.Finding finding = look("2026-11-22T00:00:00Z", SHIPPED);
        assertThat(finding.state()).isEqualTo(Check.State.READY);
        assertThat(finding.why()).isEqualTo("Time zone data 2026f, shipped with Wakebell.");
    }

    @Test
    void an_update_that_cannot_be_used_is_a_warning_with_the_reason() {
        String why = "/srv/zoneinfo: Asia/Tokyo: it is cut off after 4 bytes";
        Check.Finding finding = look("2026-11-22T00:00:00Z", new InUse(SHIPPED.release(), SHIPPED.from(), List.of(why), ""));
        assertThat(finding.state()).isEqualTo(Check.State.DEGRADED);
        assertThat(finding.why()).contains("2026f, shipped with Wakebell").contains(why);
    }

    @Test
    void the_jdks_own_data_are_a_warning() {
        assertThat(look("2026-11-22T00:00:00Z", null).state()).isEqualTo(Check.State.DEGRADED);
    }

    @Test
    void data_of_the_year_before_last_are_a_warning() {
        assertThat(look("2027-12-31T23:00:00Z", SHIPPED).state()).isEqualTo(Check.State.READY);
        assertThat(look("2028-01-01T00:00:00Z", SHIPPED).state()).isEqualTo(Check.State.DEGRADED);
    }

    @Test
    void this_very_program_uses_2026b_or_newer() {
        assertThat(InUse.now().orElseThrow().release()).isGreaterThanOrEqualTo(new Release(2026, "b"));
        assertThat(Versions.of("").zones()).isEqualTo(InUse.now().orElseThrow().release().toString());
    }
}
