package org.wakebell.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's REST API, seen from a command line. */
final class Api {

    /** Something went wrong that the person at the keyboard can do something about. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;
        private final int exit;

        Trouble(int exit, String message) {
            super(message);
            this.exit = exit;
        }

        int exit() {
            return exit;
        }
    }

    private final URI base;
    private final String token;
    private final JsonMapper json = new JsonMapper();

    Api(String base, String token) throws Trouble {
        if (token.isEmpty()) {
            throw new Trouble(2, "No API token. Make one under Account, then set WAKEBELL_TOKEN or pass --token.");
        }
        try {
            this.base = URI.create(base.endsWith("/") ? base : base + "/");
        } catch (IllegalArgumentException e) {
            throw new Trouble(2, "--url " + base + " is not an address. Example: https://wakebell.example.org");
        }
        this.token = token;
    }

    JsonNode get(String path) throws Trouble {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    JsonNode post(String path, Object body) throws Trouble {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    /** A file of schedules goes as the text it is. */
    JsonNode postYaml(String path, String text) throws Trouble {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(text)));
    }

    JsonMapper json() {
        return json;
    }

    private JsonNode send(HttpRequest.Builder request) throws Trouble {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", "Bearer " + token)
                            .header("Accept", "application/json")
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return read(answer);
        } catch (ConnectException e) {
            throw new Trouble(4, "No Wakebell answers at " + base + ". Is it running? Is --url (or WAKEBELL_URL) right?");
        } catch (IOException e) {
            throw new Trouble(4, "The line to " + base + " failed: " + e.getMessage()
                    + ". It is not known whether the server heard; look at its Board.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(4, "Interrupted. It is not known whether the server heard; look at its Board.");
        }
    }

    private JsonNode read(HttpResponse<String> answer) throws Trouble {
        int status = answer.statusCode();
        JsonNode body;
        try {
            body = json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new Trouble(4, base + " answered " + status + ", but not as a Wakebell does.");
        }
        if (status / 100 == 2) {
            return body;
        }
        String why = body.path("detail").asString(body.path("title").asString("status " + status));
        throw new Trouble(3, status == 401 ? "The token is not valid (any more). Make a new one under Account." : why);
    }
}
