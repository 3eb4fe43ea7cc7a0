package org.wakebell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * A clone with the real launcher and nothing else real: modules of one file, a Maven that copies, JDKs whose java
 * prints what it was started with. PATH holds only what POSIX promises.
 */
@NullMarked
final class FakeYard {

    record Ran(int code, String out, String err) {}

    private static final List<String> TOOLS = List.of("sh", "sed", "head", "tail", "tr", "dirname", "basename",
            "readlink", "uname", "find", "mkdir", "date", "cat", "cp", "mv", "rm", "ls", "grep", "sleep", "env", "mktemp",
            "chmod");

    final Path root;
    final Path jdks;
    private final Path bin;
    private final List<Path> homes = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    FakeYard(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("a clone"));
        jdks = Files.createDirectories(folder.resolve("jdks"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("..", "wakebell"), root.resolve("wakebell"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (String module : List.of("zones", "drivers", "wire", "server", "home", "sim")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        for (String tool : TOOLS) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            script(bin.resolve(tool), "exec " + real + " \"$@\"\n");
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", folder.toString());
        environment.put("WAKEBELL_JDK_DIRS", jdks.toString());
    }

    FakeYard with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path jdk(String name, String version) throws IOException {
        return jdkAt(jdks.resolve(name), version);
    }

    /** From now on every JDK's java does this before all else. */
    void java(String first) throws IOException {
        for (Path home : List.copyOf(homes)) {
            jdkAt(home, "25.0.3", first);
        }
    }

    /** A JDK whose java prints its arguments and, when asked to {@code wait}, stays for a minute. */
    Path jdkAt(Path home, String version) throws IOException {
        homes.add(home);
        return jdkAt(home, version, "");
    }

    private static Path jdkAt(Path home, String version, String first) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), first + """

                printf '%s\\n' "$@"
                for word in "$@"; do if [ "$word" = wait ]; then exec sleep 60; fi; done
                """);
        script(home.resolve("bin/javac"), "");
        return home;
    }

    void tool(String name, String body) throws IOException {
        script(bin.resolve(name), body);
    }

    /** A Maven that makes the dist of every module in -pl, and counts. */
    FakeYard maven() throws IOException {
        tool("mvn", """
                echo "$@" >>"%s"
                for module in server home sim; do
                  mkdir -p $module/target/dist
                  echo jar >$module/target/dist/wakebell-$module.jar
                  echo '# none' >$module/target/dist/java.options
                done
                """.formatted(builds()));
        return this;
    }

    Path builds() {
        return root.resolve("builds");
    }

    List<String> built() throws IOException {
        return Files.exists(builds()) ? Files.readAllLines(builds()) : List.of();
    }

    List<Path> stages() throws IOException {
        try (var all = Files.list(root.resolve(".wakebell/server"))) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", root.resolve("wakebell").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(jdks.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Ran run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher hangs: " + err);
        }
        return new Ran(process.exitValue(), out, err);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
