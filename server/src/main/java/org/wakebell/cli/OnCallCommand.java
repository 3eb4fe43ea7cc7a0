package org.wakebell.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.oncall.code.RotaRefused;

/** {@code wakebell oncall}: who is on call, by a file without a server, or by a server. */
public final class OnCallCommand {

    private static final String HELP = """
            Usage: wakebell oncall shifts --file FILE --from TIME --to TIME [--schedule NAME] [--handoffs] [--json]
                   wakebell oncall who    --file FILE [--at TIME] [--schedule NAME] [--why] [--json]
                   wakebell oncall check  --file FILE [--json]
                   wakebell oncall shifts|who … --server URL      the same of a running server

            shifts   who is on call from when until when; half-open, neighbours with the same people and layer are one
            who      who is on call at one instant
            check    the tests in the file: who must be on call when

              --file FILE      schedules as in docs/schedules-as-code.md; - is standard input. Needs no server
              --schedule NAME  may be left out when there is only one (who: all of them)
              --from, --to, --at TIME
                               2026-03-01T00:00Z, or a time of the schedule's clock: 2026-03-01T09:00; --at is now by default
              --handoffs       every handoff of a rotation is a boundary, even to the same person
              --why            the layer and rule that put each person there
              --json           for programs
              --server URL     without --file; default WAKEBELL_URL, else http://localhost:8080
              --token TOKEN    an API token; default WAKEBELL_TOKEN

            Example: wakebell oncall shifts --file rota.yml --schedule primary --from 2026-03-01T00:00Z --to 2026-04-01T00:00Z
            Exit: 0 done, 1 a test of the file fails, 2 wrong words or a file that is not understood, 3 the server
            refused, 4 no answer from the server.
            """;

    private static final Set<String> FLAGS = Set.of("--json", "--handoffs", "--why");
    private static final Set<String> OPTIONS =
            Set.of("--file", "--schedule", "--from", "--to", "--at", "--server", "--token");
    private static final Map<String, String> SAME = Map.of("-f", "--file", "--url", "--server");

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final InstantSource clock;

    public OnCallCommand(
            InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** @return the exit code */
    public int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
            (arguments.isEmpty() ? err : out).print(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        try {
            Given given = Given.read(
                    "oncall", arguments.subList(1, arguments.size()), FLAGS, OPTIONS, SAME, environment);
            return given.has("--file") ? file(arguments.getFirst(), given) : server(arguments.getFirst(), given);
        } catch (Api.Trouble e) {
            err.println("wakebell oncall: " + e.getMessage());
            return e.exit();
        }
    }

    private int file(String word, Given given) throws Api.Trouble {
        RotaText text = RotaText.read(given.required("--file", "FILE"), in);
        FileAnswers answers = new FileAnswers(text.file(), given, out);
        try {
            return switch (word) {
                case "shifts" -> answers.shifts();
                case "who" -> answers.who(clock.instant());
                case "check" -> answers.check(text.name());
                default -> throw given.trouble("oncall knows shifts, who and check, not " + word + ".");
            };
        } catch (RotaRefused e) {
            throw e.line() > 0 ? text.wrong(e) : new Api.Trouble(2, e.said());
        }
    }

    private int server(String word, Given given) throws Api.Trouble {
        return switch (word) {
            case "shifts" -> new ServerAnswers(given, out).shifts();
            case "who" -> new ServerAnswers(given, out).who();
            case "check" -> throw given.trouble("say --file FILE: check asks a file, not a server.");
            default -> throw given.trouble("oncall knows shifts, who and check, not " + word + ".");
        };
    }
}
