package org.wakebell.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code ./wakebell bench simulate}. A broken promise is printed with its seed and its night. */
class SimulationTest {

    private static final long SEED = 911;

    @Test
    void no_night_breaks_a_promise() {
        try (Simulation simulation = new Simulation(SEED, null)) {
            assertThat(kept(simulation.nights(0, 200))).isEqualTo("200 nights, and every promise was kept");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_mistake_is_found(Fault fault) {
        try (Simulation simulation = new Simulation(SEED, fault)) {
            Simulation.Result result = simulation.nights(0, 1_000);
            assertThat(result.broken()).as(fault.word()).startsWith("BROKEN");
            assertThat(result.planted()).as("the mistake had its place").isTrue();
        }
    }

    @Test
    void a_night_lived_again_is_the_same_night() {
        Simulation.Result broken;
        try (Simulation simulation = new Simulation(SEED, Fault.DOUBLE_ANSWER)) {
            broken = simulation.nights(0, 1_000);
        }
        try (Simulation simulation = new Simulation(SEED, Fault.DOUBLE_ANSWER)) {
            Simulation.Result again = simulation.nights(broken.nights() - 1, 1);
            assertThat(again.broken()).isEqualTo(broken.broken());
            assertThat(again.log()).isEqualTo(broken.log());
        }
    }

    private static String kept(Simulation.Result result) {
        return result.broken() == null
                ? result.nights() + " nights, and every promise was kept"
                : result.broken() + "\n--seed " + SEED + " --from " + (result.nights() - 1) + " --nights 1\n"
                        + String.join("\n", result.log());
    }
}
