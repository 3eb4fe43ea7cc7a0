package org.wakebell.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code wakebell export}: a server's schedules as a file that {@code wakebell apply} takes. */
public final class ExportCommand {

    private static final String HELP = """
            Usage: wakebell export [options] > rota.yml

            Prints a server's schedules as code (docs/schedules-as-code.md). Applying what was exported changes nothing.

              --server URL   the server; default WAKEBELL_URL, else http://localhost:8080
              --token TOKEN  an API token; default WAKEBELL_TOKEN

            Exit: 0 done, 2 wrong words, 3 the server refused, 4 no answer from the server.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    public ExportCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
    }

    /** @return the exit code */
    public int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return 0;
        }
        try {
            Given given = Given.read(
                    "export", arguments, Set.of(), Set.of("--server", "--token"), Map.of("--url", "--server"), environment);
            out.print(given.server().get("api/v1/rota").path("yaml").asString());
            return 0;
        } catch (Api.Trouble e) {
            err.println("wakebell export: " + e.getMessage());
            return e.exit();
        }
    }
}
