package org.wakebell.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.oncall.Desk;
import org.wakebell.people.Service;
import org.wakebell.story.Databases;

/** Whom the last resort rings while people are on leave. */
@SuppressWarnings("NullAway.Init")
class WhomTest {

    private static final Service API = new Service("s", "api", "", Set.of("database"));

    Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    List<String> lastResort() {
        return new Whom(desk.folk.people(), desk.room.onCall(), new Up(new Pages(desk.tx)))
                .resolve(new Policy.Target.Everyone(), API, desk.now.plusSeconds(60), Set.of()).stream()
                        .map(found -> desk.folk.called(found.person().id()) + ": " + found.why())
                        .toList();
    }

    @Test
    void the_last_resort_leaves_out_who_is_on_leave() {
        String why = ": last resort: everyone who may help with api";
        assertThat(lastResort()).containsExactlyInAnyOrder("mina" + why, "paul" + why);
        desk.folk.vacation("mina", "2026-11-20", "2026-11-30");
        assertThat(lastResort()).containsExactly("paul" + why);
    }

    @Test
    void leave_with_duty_is_no_reason_to_be_left_out() {
        desk.folk.travel("mina", "2026-11-20", "2026-11-30", "Europe/Berlin");
        assertThat(lastResort()).hasSize(2);
    }

    @Test
    void if_everybody_is_on_leave_all_are_rung_and_it_is_said() {
        desk.folk.vacation("mina", "2026-11-20", "2026-11-30");
        desk.folk.vacation("paul", "2026-11-20", "2026-11-30");
        assertThat(lastResort()).hasSize(2).allSatisfy(said -> assertThat(said).endsWith(", though on leave: all are"));
    }
}
