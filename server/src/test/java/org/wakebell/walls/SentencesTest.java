package org.wakebell.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakebell.walls.Sentences.BARE;
import static org.wakebell.walls.Sentences.CHANCE;
import static org.wakebell.walls.Sentences.CONTROLLERS;
import static org.wakebell.walls.Sentences.FRAMEWORK;
import static org.wakebell.walls.Sentences.LIGHT;
import static org.wakebell.walls.Sentences.NAMES;
import static org.wakebell.walls.Sentences.SECRETS;
import static org.wakebell.walls.Sentences.THREADS;
import static org.wakebell.walls.Sentences.TIME;
import static org.wakebell.walls.Sentences.TWINS;
import static org.wakebell.walls.Sentences.WIRES;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {

    /** Every offence and the sentence that must catch it. */
    static Stream<Arguments> offences() {
        String here = "org.wakebell.walls.broken.Offences$";
        return Stream.of(
                Arguments.of(TIME, here + "ReadsTheClock"),
                Arguments.of(TIME, here + "ReadsTheDate"),
                Arguments.of(TIME, here + "CountsNanos"),
                Arguments.of(TIME, here + "SleepsByReference"),
                Arguments.of(CHANCE, here + "RollsDice"),
                Arguments.of(CHANCE, here + "RollsTheThreadsDice"),
                Arguments.of(CHANCE, here + "MakesItsOwnIds"),
                Arguments.of(SECRETS, here + "MakesItsOwnTokens"),
                Arguments.of(THREADS, here + "StartsAThread"),
                Arguments.of(THREADS, here + "StartsAFuture"),
                Arguments.of(FRAMEWORK, here + "Timed"),
                Arguments.of(FRAMEWORK, here + "Sideways"),
                Arguments.of(FRAMEWORK, here + "Annotated"),
                Arguments.of(FRAMEWORK, here + "Publishes"),
                Arguments.of(CONTROLLERS, here + "PublicScreen"),
                Arguments.of(NAMES, here + "BellManager"),
                Arguments.of(NAMES, here + "BellUtils"),
                Arguments.of(TWINS, "org.wakebell.sim.broken.Twin"),
                Arguments.of(LIGHT, "org.wakebell.drivers.broken.Driver"),
                Arguments.of(WIRES, here + "KnowsADriver"),
                Arguments.of(BARE, "org.wakebell.zones.broken.AsksForAZone"));
    }

    static List<ArchRule> sentences() {
        return Sentences.ALL;
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void the_house_keeps_every_sentence(ArchRule sentence) {
        sentence.allowEmptyShould(true).check(Yard.OURS);
    }

    @ParameterizedTest
    @MethodSource("offences")
    void and_every_sentence_bites(ArchRule sentence, String offence) throws ClassNotFoundException {
        JavaClasses broken = new ClassFileImporter().importClasses(Class.forName(offence));
        assertThat(sentence.evaluate(broken).hasViolation()).as(sentence.getDescription() + " on " + offence).isTrue();
    }

    @Test
    void every_sentence_has_an_offence_that_shows_it_bites() {
        assertThat(offences().map(one -> one.get()[0])).containsAll(Sentences.ALL);
    }
}
