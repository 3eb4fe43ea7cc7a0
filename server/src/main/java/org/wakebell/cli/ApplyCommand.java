package org.wakebell.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.oncall.code.RotaFile;
import tools.jackson.databind.JsonNode;

/** {@code wakebell apply}: lays a file of schedules over what a server has. Shows the difference first. */
public final class ApplyCommand {

    private static final String HELP = """
            Usage: wakebell apply -f FILE [--yes] [--at next-handoff] [--prune] [options]

            Shows what a file of schedules (docs/schedules-as-code.md) would change on a server; with --yes changes it,
            all or nothing. The past is never changed: what is replaced ends now, or at its next handoff. What the file does
            not mention is left alone and named; nothing is deleted without --prune. The file's own tests must hold first.

              -f, --file FILE  the file; - is standard input
              --yes            change it
              --at WHEN        now (the default), or next-handoff: a changed layer begins at the next handoff of the one it
                               replaces; everything else changes now
              --prune          also end schedules, layers and overrides that the file does not have
              --json           print what the server answered
              --server URL     the server; default WAKEBELL_URL, else http://localhost:8080
              --token TOKEN    an API token of a responder or an admin; default WAKEBELL_TOKEN

            Example: wakebell apply -f rota.yml --server https://wakebell.example.org --yes
            Exit: 0 done, nothing to change, or shown without --yes; 1 a test of the file fails; 2 wrong words or a file
            that is not understood; 3 the server refused; 4 no answer from the server.
            """;

    private static final Set<String> FLAGS = Set.of("--yes", "--prune", "--json");
    private static final Set<String> OPTIONS = Set.of("--file", "--at", "--server", "--token");
    private static final Map<String, String> SAME = Map.of("-f", "--file", "--url", "--server");

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    public ApplyCommand(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        this.in = in;
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
            Given given = Given.read("apply", arguments, FLAGS, OPTIONS, SAME, environment);
            RotaText text = RotaText.read(given.required("--file", "FILE"), in);
            return apply(given, text, text.file());
        } catch (Api.Trouble e) {
            err.println("wakebell apply: " + e.getMessage());
            return e.exit();
        }
    }

    private int apply(Given given, RotaText text, RotaFile file) throws Api.Trouble {
        List<RotaFile.Checked> failed = file.check().stream().filter(one -> !one.holds()).toList();
        if (!failed.isEmpty()) {
            failed.forEach(one -> err.println("FAIL  " + text.name() + " line " + one.line() + ": " + one.schedule() + " at "
                    + one.at() + ": expected " + one.expected() + ", found " + one.found()));
            err.println("wakebell apply: the file's own tests do not hold; nothing was changed.");
            return 1;
        }
        Api api = given.server();
        String path = "api/v1/rota?prune=" + given.has("--prune") + "&at=" + URLEncoder.encode(given.value("--at", "now"), StandardCharsets.UTF_8);
        JsonNode shown = api.postYaml(path + "&dry_run=true", text.text());
        boolean nothing = shown.path("changes").isEmpty();
        if (!given.has("--json")) {
            show(shown);
        }
        if (given.has("--yes") && !nothing) {
            String seen = URLEncoder.encode(shown.path("seen").asString(), StandardCharsets.UTF_8);
            shown = api.postYaml(path + "&dry_run=false&seen=" + seen, text.text());
        }
        if (given.has("--json")) {
            out.println(api.json().writeValueAsString(shown));
        } else {
            out.println(nothing ? "nothing to change" : given.has("--yes") ? "done" : "nothing was changed; --yes applies this");
        }
        return 0;
    }

    private void show(JsonNode answer) {
        for (JsonNode change : answer.path("changes")) {
            out.println(change.path("what").asString() + " schedule \"" + change.path("schedule").asString() + "\"");
            change.path("diff").forEach(line -> out.println("  " + line.asString()));
            if (!change.path("coming").isEmpty()) {
                out.println("who is on call in \"" + change.path("schedule").asString() + "\"");
                change.path("coming").forEach(line -> out.println("  " + line.asString()));
            }
        }
        answer.path("kept").forEach(kept -> out.println("not in the file, left alone (--prune ends it): " + kept.asString()));
        answer.path("over").forEach(over -> out.println("over already, left out: " + over.asString()));
    }
}
