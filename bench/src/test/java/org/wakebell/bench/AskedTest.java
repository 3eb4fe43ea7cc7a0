package org.wakebell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.wakebell.bench.Asked.NotUnderstood;

@NullMarked
class AskedTest {

    /** Measures nothing. */
    private static final Bench BENCH = new Bench() {
        @Override
        public String word() {
            return "kills";
        }

        @Override
        public String about() {
            return "";
        }

        @Override
        public String options() {
            return "--trials N (24), --db sqlite|postgres, --log";
        }

        @Override
        public int run(Asked asked) {
            return 0;
        }
    };

    private static Asked asked(String... words) {
        return Asked.of(BENCH, List.of(words), Path.of(""));
    }

    @Test
    void what_is_not_said_is_as_usual() {
        assertThat(asked().number("--trials", 24)).isEqualTo(24);
        assertThat(asked().db()).isEqualTo("sqlite");
        assertThat(asked().json()).isFalse();
    }

    @Test
    void what_is_said_counts_in_any_order() {
        Asked asked = asked("--log", "--db", "postgres", "--json", "--trials", "200");
        assertThat(asked.number("--trials", 24)).isEqualTo(200);
        assertThat(asked.db()).isEqualTo("postgres");
        assertThat(asked.has("--log")).isTrue();
        assertThat(asked.json()).isTrue();
    }

    @Test
    void a_word_that_is_not_known_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> asked("--trails", "200"))
                .isInstanceOf(NotUnderstood.class)
                .hasMessage("kills knows --db, --json, --log, --trials, and not --trails");
    }

    @Test
    void what_cannot_be_meant_is_refused_with_its_word() {
        assertThatThrownBy(() -> asked("--trials", "many").number("--trials", 24)).hasMessage("--trials wants a whole number, and not \"many\"");
        assertThatThrownBy(() -> asked("--trials").number("--trials", 24)).hasMessage("--trials wants a whole number, and not \"\"");
        assertThatThrownBy(() -> asked("--db", "oracle").db()).hasMessage("--db is sqlite or postgres, and not \"oracle\"");
    }
}
