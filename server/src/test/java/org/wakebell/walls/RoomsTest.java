package org.wakebell.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms and their one-way doors: {@code allowedDependencies} in each room's {@code package-info.java}. */
class RoomsTest {

    /** Not rooms: libraries of ours with walls of their own, templates made by a tool, tests. */
    private static final DescribedPredicate<JavaClass> NO_ROOMS = resideInAnyPackage(
            "org.wakebell.zones..",
            "org.wakebell.drivers..",
            "org.wakebell.wire..",
            "org.wakebell.home..",
            "org.wakebell.sim..",
            "org.wakebell.jte..",
            "org.wakebell.story..",
            "org.wakebell.walls..");

    private static final ApplicationModules ROOMS = ApplicationModules.of("org.wakebell", NO_ROOMS);

    @Test
    void every_room_uses_only_the_doors_it_lists() {
        ROOMS.verify();
    }

    @Test
    void there_are_as_many_rooms_as_the_house_has() {
        assertThat(ROOMS.stream().map(room -> room.getIdentifier().toString()))
                .contains("platform", "people", "oncall", "bells", "paging", "incident", "grading", "triage", "intake");
    }

    @Test
    void no_room_is_open_and_none_lists_nothing_by_accident() {
        assertThat(Yard.files("server", "src/main/java/org/wakebell", "package-info.java"))
                .noneMatch(file -> Yard.text(file).contains("OPEN"));
        assertThat(ROOMS.stream())
                .allSatisfy(room -> assertThat(Yard.text(Yard.ROOT.resolve("server/src/main/java/org/wakebell")
                                .resolve(room.getIdentifier().toString())
                                .resolve("package-info.java")))
                        .contains("allowedDependencies"));
    }
}
