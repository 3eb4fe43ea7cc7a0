package org.wakebell.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;

/** The packaged twins, as the launcher starts them: they find server and home agent, and put what they need into one folder. */
@NullMarked
final class Playing {

    static Child start(Path folder, String word, String... words) {
        Dist sim = Dist.sim().with(
                "-Dwakebell.server=" + Dist.server().folder(), "-Dwakebell.home=" + Dist.home().folder(), "-Djava.io.tmpdir=" + folder);
        List<String> all = Stream.concat(Stream.of(word), Stream.of(words)).toList();
        return Child.start(sim.command(all), folder, Map.of());
    }

    private Playing() {}
}
