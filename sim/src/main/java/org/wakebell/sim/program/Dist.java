package org.wakebell.sim.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A packaged program: a thin jar, its libraries and the JVM flags that the launcher starts it with. What a rehearsal
 * left beside it is used, as the launcher uses it.
 *
 * @param flags more of the JVM's, for this start
 */
public record Dist(Path folder, String jar, List<String> flags) {

    /** What the launcher gives a rehearsed program, too. */
    public static final String REMEMBERED = "program.aot";

    public Dist(Path folder, String jar) {
        this(folder, jar, List.of());
    }

    public Dist with(String... more) {
        return new Dist(folder, jar, List.of(more));
    }

    /** The server: the launcher's stage ({@code -Dwakebell.server}), else what the build has just packaged. */
    public static Dist server() {
        return find("server");
    }

    /** The home agent: the launcher's stage ({@code -Dwakebell.home}), else what the build has just packaged. */
    public static Dist home() {
        return find("home");
    }

    /** Twins and demo: the launcher's stage ({@code -Dwakebell.sim}), else what the build has just packaged. */
    public static Dist sim() {
        return find("sim");
    }

    private static Dist find(String program) {
        String stage = System.getProperty("wakebell." + program, "");
        Path folder = stage.isEmpty() ? Path.of("..", program, "target", "dist") : Path.of(stage);
        Dist dist = new Dist(folder.toAbsolutePath().normalize(), "wakebell-" + program + ".jar");
        if (!Files.exists(dist.folder.resolve(dist.jar))) {
            throw new IllegalStateException(dist.folder.resolve(dist.jar) + " is not there: build it first, with "
                    + "mvn -pl " + program + " -am package -DskipTests, or run through ./wakebell test");
        }
        return dist;
    }

    /** The command that starts it. */
    public List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("@" + folder.resolve("java.options"));
        if (flags.isEmpty() && Files.exists(folder.resolve(REMEMBERED))) {
            command.addAll(List.of("-XX:AOTCache=" + folder.resolve(REMEMBERED), "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        command.addAll(flags);
        command.add("-jar");
        command.add(folder.resolve(jar).toString());
        command.addAll(words);
        return command;
    }
}
