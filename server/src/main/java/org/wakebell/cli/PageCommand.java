package org.wakebell.cli;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code wakebell page}: wakes someone by hand, from a terminal or a script. Same page, same proof as on the screen. */
public final class PageCommand {

    private static final String HELP = """
            Usage: wakebell page --service NAME --why TEXT [--person NAME]... [options]

            Wakes who is on call for a service, or exactly the persons named, and says whom it rang and why.

              --service NAME   the service that is in trouble (its name or id)
              --person NAME    ring this person (name, mail or id); may be given more than once
              --why TEXT       one sentence: what is broken; the person reads it half asleep
              --url URL        the server; default WAKEBELL_URL, else http://localhost:8080
              --token TOKEN    an API token; default WAKEBELL_TOKEN
              --json           print what the server answered

            Example: wakebell page --service checkout --why "checkout answers 500 to everyone"
            Exit: 0 paged, 2 wrong words, 3 the server refused, 4 no answer from the server,
                  5 it waits for a second person.
            """;

    private static final int WAITS = 5;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    public PageCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
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
            Asked asked = Asked.read(arguments, environment);
            Api api = new Api(asked.url(), asked.token());
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("service", asked.service());
            body.put("persons", asked.persons());
            body.put("why", asked.why());
            JsonNode incident = api.post("api/v1/incidents", body);
            boolean waits = incident.path("waiting").isObject();
            if (asked.json()) {
                out.println(api.json().writerWithDefaultPrettyPrinter().writeValueAsString(incident));
            } else if (waits) {
                err.println("wakebell page: nobody is rung yet. It is this account's third 911 by hand within an hour: a second person "
                        + "confirms it under Incidents, within an hour. They were told.");
            } else {
                tell(incident, asked.url());
            }
            return waits ? WAITS : 0;
        } catch (Api.Trouble e) {
            err.println("wakebell page: " + e.getMessage());
            return e.exit();
        }
    }

    private void tell(JsonNode incident, String url) {
        out.println("Incident " + incident.path("number").asString() + " is open and its bells are ringing.");
        for (JsonNode planned : incident.path("plan")) {
            out.println("  " + planned.path("name").asString() + ": " + planned.path("how").asString() + " ("
                    + planned.path("why").asString() + ")");
        }
        out.println(url.replaceAll("/$", "") + "/incidents/" + incident.path("id").asString());
    }

    private record Asked(
            String service, List<String> persons, String why, String url, String token, boolean json) {

        static Asked read(List<String> arguments, Map<String, String> environment) throws Api.Trouble {
            Map<String, String> values = new LinkedHashMap<>();
            List<String> persons = new ArrayList<>();
            boolean json = false;
            Deque<String> rest = new ArrayDeque<>(arguments);
            while (!rest.isEmpty()) {
                String word = rest.removeFirst();
                switch (word) {
                    case "--json" -> json = true;
                    case "--person" -> persons.add(value(word, rest));
                    case "--service", "--why", "--url", "--token" -> values.put(word, value(word, rest));
                    default -> throw new Api.Trouble(2, "unknown word " + word + ". Try: wakebell page --help");
                }
            }
            String service = values.getOrDefault("--service", "");
            String why = values.getOrDefault("--why", "");
            if (service.isBlank() && persons.isEmpty()) {
                throw new Api.Trouble(2, "say whom: --service NAME or --person NAME. Try: wakebell page --help");
            }
            if (why.isBlank()) {
                throw new Api.Trouble(2, "say why: --why \"one sentence\". Whoever wakes up reads it first.");
            }
            return new Asked(
                    service,
                    persons,
                    why,
                    values.getOrDefault("--url", environment.getOrDefault("WAKEBELL_URL", "http://localhost:8080")),
                    values.getOrDefault("--token", environment.getOrDefault("WAKEBELL_TOKEN", "")),
                    json);
        }

        private static String value(String word, Deque<String> rest) throws Api.Trouble {
            if (rest.isEmpty()) {
                throw new Api.Trouble(2, word + " needs a value. Try: wakebell page --help");
            }
            return rest.removeFirst();
        }
    }
}
