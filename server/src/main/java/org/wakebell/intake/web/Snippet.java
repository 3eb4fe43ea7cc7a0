package org.wakebell.intake.web;

import java.util.List;
import org.wakebell.intake.Source;

/**
 * What to paste into a sender.
 *
 * @param title the key of its words
 */
public record Snippet(String title, String text) {

    /**
     * Those of the source's kind.
     *
     * @param base this server's address, without a slash at the end
     * @param key a key, or words that stand for one
     */
    static List<Snippet> of(Source source, String base, String key) {
        return switch (source.kind()) {
            case OPENTELEMETRY -> List.of(
                    new Snippet("intake.snippet.otel", """
                            OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=%s/v1/logs
                            OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf
                            OTEL_EXPORTER_OTLP_LOGS_HEADERS=Authorization=Bearer%%20%s""".formatted(base, key)),
                    new Snippet("intake.snippet.collector", """
                            exporters:
                              otlphttp/wakebell:
                                logs_endpoint: %s/v1/logs
                                headers:
                                  Authorization: Bearer %s
                            service:
                              pipelines:
                                logs:
                                  exporters: [otlphttp/wakebell]""".formatted(base, key)),
                    new Snippet("intake.snippet.logback", """
                            <appender name="WAKEBELL" class="io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender">
                              <captureMarkerAttribute>true</captureMarkerAttribute>
                              <captureTemplate>true</captureTemplate>
                            </appender>"""));
            case JSON_LINES -> List.of(
                    new Snippet("intake.snippet.curl", """
                            curl %s/in/jsonl \\
                              -H "Authorization: Bearer %s" \\
                              -d '{"level":"error","message":"hello from curl","host":"'"$(hostname)"'"}'""".formatted(base, key)),
                    new Snippet("intake.snippet.vector", """
                            [sinks.wakebell]
                            type = "http"
                            inputs = ["my_source"]
                            uri = "%s/in/jsonl"
                            encoding.codec = "json"
                            framing.method = "newline_delimited"
                            request.headers.Authorization = "Bearer %s\"""".formatted(base, key)));
            case PAGERDUTY -> List.of(
                    new Snippet("intake.snippet.alertmanager", """
                            receivers:
                              - name: wakebell
                                pagerduty_configs:
                                  - url: %s/v2/enqueue
                                    routing_key: %s
                                    severity: '{{ or .CommonLabels.severity "error" }}'""".formatted(base, key)),
                    new Snippet("intake.snippet.pagerduty", """
                            curl %s/v2/enqueue -d '{"routing_key":"%s","event_action":"trigger","dedup_key":"hello",
                              "payload":{"summary":"hello from curl","source":"my-host","severity":"warning"}}'""".formatted(base, key)));
            case PROMETHEUS -> List.of(new Snippet("intake.snippet.prometheus", """
                            alerting:
                              alertmanagers:
                                - scheme: %s
                                  authorization:
                                    credentials: %s
                                  static_configs:
                                    - targets: ["%s"]""".formatted(scheme(base), key, base.substring(base.indexOf("//") + 2))));
        };
    }

    private static String scheme(String base) {
        return base.substring(0, base.indexOf(':'));
    }
}
