package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class LauncherTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    FakeYard yard;

    @BeforeEach
    void clone_() throws IOException {
        yard = new FakeYard(folder);
    }

    @Test
    void without_a_jdk_it_says_how_to_get_one() throws Exception {
        FakeYard.Ran ran = yard.run("up");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("needs a JDK 25 or newer").contains("sdk install java 25-tem").contains("JAVA_HOME=");
    }

    @Test
    void on_debian_it_names_the_package_that_apt_knows() throws Exception {
        yard.tool("apt-get", "");
        yard.tool("apt-cache", "[ \"$2\" = temurin-25-jdk ]");
        assertThat(yard.run("up").err()).contains("sudo apt-get install -y temurin-25-jdk");
    }

    @Test
    void an_old_jdk_is_named_and_not_used() throws Exception {
        Path old = yard.jdk("jdk-21", "21.0.4");
        FakeYard.Ran ran = yard.with("JAVA_HOME", old.toString()).run("jdk");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("too old: " + old + " (Java 21)");
    }

    @Test
    void a_jdk_that_is_not_the_default_java_is_found() throws Exception {
        Path old = yard.jdk("a-17", "17.0.15");
        Path good = yard.jdk("b-25", "25.0.3");
        yard.tool("java", "exec " + old.resolve("bin/java") + " \"$@\"");
        assertThat(yard.run("jdk").out()).isEqualTo(good + " (Java 25)\n");
    }

    @Test
    void java_home_comes_first_when_it_is_new_enough() throws Exception {
        yard.jdk("a-25", "25.0.3");
        Path chosen = yard.jdkAt(folder.resolve("mine"), "26");
        assertThat(yard.with("JAVA_HOME", chosen.toString()).run("jdk").out()).isEqualTo(chosen + " (Java 26)\n");
    }

    @Test
    void an_old_java_home_is_passed_over() throws Exception {
        Path good = yard.jdk("b-25", "25.0.3");
        assertThat(yard.with("JAVA_HOME", yard.jdk("a-17", "17.0.1").toString()).run("jdk").out()).startsWith(good.toString());
    }

    @Test
    void the_layout_of_macos_is_understood() throws Exception {
        Path home = yard.jdkAt(yard.jdks.resolve("temurin-25.jdk/Contents/Home"), "25.0.3");
        assertThat(yard.run("jdk").out()).startsWith(home.toString());
    }

    @Test
    void a_java_without_compiler_is_not_enough() throws Exception {
        Files.delete(yard.jdk("jre-25", "25.0.3").resolve("bin/javac"));
        assertThat(yard.run("jdk").code()).isEqualTo(3);
    }

    @Test
    void without_maven_it_says_how_to_get_it() throws Exception {
        yard.jdk("25", "25.0.3");
        FakeYard.Ran ran = yard.run("up");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("apt-get install -y maven");
    }

    @Test
    void it_builds_once_and_starts_the_program_from_its_stage() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        FakeYard.Ran first = yard.run("up");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains(yard.stages().getFirst() + "/wakebell-server.jar\nup\n");
        assertThat(yard.run("up").code()).isZero();
        assertThat(yard.built()).hasSize(1);
    }

    @Test
    void what_was_built_is_rehearsed_once_and_a_rehearsal_that_fails_stops_nothing() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        FakeYard.Ran first = yard.run("up");
        assertThat(first.err()).contains("a rehearsal").doesNotContain("failed");
        assertThat(yard.root.resolve(".wakebell/rehearsal.log")).content().contains("rehearse\n" + yard.stages().getFirst() + "/program.aot\n");
        assertThat(yard.run("up").err()).doesNotContain("a rehearsal");

        touch("server/src/main/New.java");
        yard.java("case \"$*\" in *rehearse*) exit 1 ;; esac");
        FakeYard.Ran second = yard.run("up");
        assertThat(second.err()).contains("the rehearsal failed, all else works");
        assertThat(second.code()).isZero();
    }

    @Test
    void a_newer_source_is_built_and_a_stage_in_use_stays_until_it_is_free() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        yard.run("up");
        Path first = yard.stages().getFirst();
        Process server = yard.start("up", "wait");
        try {
            awaitUser(first, server.pid());
            touch("server/src/main/New.java");
            yard.run("up");
            assertThat(yard.stages()).hasSize(2).contains(first);
        } finally {
            server.destroyForcibly().waitFor();
        }
        touch("wire/src/main/Newer.java");
        yard.run("up");
        assertThat(yard.stages()).hasSize(1).doesNotContain(first);
        assertThat(yard.built()).hasSize(3);
    }

    @Test
    void another_programs_source_is_no_reason_to_build() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        yard.run("up");
        Files.createDirectories(yard.root.resolve("home/src/main"));
        touch("home/src/main/New.java");
        yard.run("up");
        assertThat(yard.built()).hasSize(1);
    }

    @Test
    void a_build_that_fails_shows_why_and_starts_nothing() throws Exception {
        yard.jdk("25", "25.0.3");
        yard.tool("mvn", "echo '[ERROR] Room.java:[3,1] a semicolon is missing'; exit 1");
        FakeYard.Ran ran = yard.run("up");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("a semicolon is missing").contains("build.log");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_named_file_is_looked_for_where_it_was_typed() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        assertThat(yard.run("up", "--config", "my own.yml").out()).contains("--config\n" + yard.jdks + "/my own.yml\n");
    }

    @Test
    void the_words_of_the_calendar_go_to_the_server_program_as_they_were_typed() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        assertThat(yard.run("oncall", "who", "--file", "my rota.yml").out())
                .contains("/wakebell-server.jar\noncall\nwho\n--file\nmy rota.yml\n");
        assertThat(yard.run("apply", "-f", "rota.yml").out()).contains("/wakebell-server.jar\napply\n-f\nrota.yml\n");
        assertThat(yard.run("export").out()).contains("/wakebell-server.jar\nexport\n");
        assertThat(yard.run("help").out()).contains("./wakebell oncall", "./wakebell apply", "./wakebell export");
    }

    @Test
    void help_is_help_and_an_unknown_word_is_refused() throws Exception {
        assertThat(yard.run("help").code()).isZero();
        assertThat(yard.run("help").out()).contains("Exit codes");
        FakeYard.Ran ran = yard.run("dance");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("no such word: dance");
    }

    @Test
    void packages_that_it_may_not_install_are_named_precisely() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        yard.tool("id", "echo 1000");
        yard.tool("apt-get", "echo must not run; exit 9");
        FakeYard.Ran ran = yard.run("test");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).containsPattern("sudo apt-get install -y --no-install-recommends chromium .*prometheus");
        assertThat(yard.built()).isEmpty();
    }

    @Test
    void the_quick_tests_need_no_package() throws Exception {
        yard.maven().jdk("25", "25.0.3");
        FakeYard.Ran ran = yard.run("test", "--quick");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(yard.built()).singleElement().asString().contains("-Dtest.without=browser,postgres,kill,prometheus");
    }

    private void touch(String file) throws IOException {
        Path path = yard.root.resolve(file);
        Files.writeString(path, "new");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(1)));
    }

    /** The launcher has become the program once its number is among the stage's users. */
    private static void awaitUser(Path stage, long pid) throws InterruptedException {
        Path user = stage.resolve("users").resolve(String.valueOf(pid));
        for (int i = 0; i < 200 && !Files.exists(user); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(user).exists();
    }
}
