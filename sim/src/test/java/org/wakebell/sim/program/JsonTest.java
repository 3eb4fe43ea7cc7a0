package org.wakebell.sim.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void what_is_written_is_read_back_and_walked_by_path() {
        String text = Json.write(Map.of("items", List.of(Map.of("id", "a", "n", 7, "up", true), "b")));
        Json.Value value = Json.read(text);
        assertThat(value.at("items.0.id").text()).isEqualTo("a");
        assertThat(value.at("items.0.n").number()).isEqualTo(7);
        assertThat(value.at("items.0.up").yes()).isTrue();
        assertThat(value.at("items").list()).hasSize(2);
        assertThat(value.at("items.9.id").there()).isFalse();
        assertThat(Json.read("").there()).isFalse();
    }
}
