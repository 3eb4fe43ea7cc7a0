package org.wakebell.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import org.wakebell.grading.Grade;
import org.wakebell.platform.clock.Clock;
import org.wakebell.story.Databases;
import org.wakebell.triage.Batch;

/** The real SDK, exporter and Logback appender, against the real door. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class OpenTelemetryTest {

    Running running;
    String key;

    @BeforeEach
    void open() {
        running = new Running(Databases.SQLITE.fresh(), Clock.system());
        key = running.source("opentelemetry").key().reveal();
    }

    @AfterEach
    void close() {
        running.close();
    }

    private OpenTelemetrySdk sdk(String compression) {
        OtlpHttpLogRecordExporter exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(running.at("/v1/logs").toString())
                .addHeader("Authorization", "Bearer " + key)
                .setCompression(compression)
                .build();
        Resource resource = Resource.getDefault().toBuilder().put("service.name", "checkout").put("host.name", "web-7").build();
        return OpenTelemetrySdk.builder()
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).setScheduleDelay(Duration.ofMillis(50)).build())
                        .build())
                .build();
    }

    private static void flush(OpenTelemetrySdk sdk) {
        assertThat(sdk.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    @Test
    void the_sdks_exporter_is_understood_plain_and_packed() {
        for (String compression : new String[] {"none", "gzip"}) {
            try (OpenTelemetrySdk sdk = sdk(compression)) {
                var logger = sdk.getLogsBridge().get("com.shop.Pay");
                for (int i = 0; i < 500; i++) {
                    logger.logRecordBuilder().setSeverity(Severity.FATAL).setSeverityText("FATAL").setBody("payment " + i + " lost " + compression)
                            .setAttribute(AttributeKey.stringKey("user.id"), "u" + i % 7)
                            .setAttribute(AttributeKey.doubleKey("amount"), 12.5).emit();
                    logger.logRecordBuilder().setSeverity(Severity.INFO).setBody("hello").emit();
                }
                flush(sdk);
            }
        }
        assertThat(running.triage.ordinary()).isEqualTo(1_000);
        assertThat(running.triage.total()).isEqualTo(2_000);
        Batch.Delta delta = running.triage.raised().getFirst();
        assertThat(delta.grade()).isEqualTo(Grade.G911);
        assertThat(delta.grouped()).isEqualTo("the masked message of com.shop.Pay: payment <num> lost none");
        assertThat(delta.hosts()).containsExactly("web-7");
        assertThat(delta.users()).hasSizeLessThanOrEqualTo(7);
        assertThat(delta.samples().getFirst().attributes()).containsEntry("service.name", "checkout").containsEntry("amount", "12.5");
    }

    @Test
    void logback_with_the_appender_pages_by_marker_and_groups_by_template_and_exception() {
        try (OpenTelemetrySdk sdk = sdk("gzip")) {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            OpenTelemetryAppender appender = new OpenTelemetryAppender();
            appender.setContext(context);
            appender.setCaptureMarkerAttribute(true);
            appender.setCaptureTemplate(true);
            appender.setOpenTelemetry(sdk);
            appender.start();
            Logger logger = context.getLogger("com.shop.Orders");
            logger.addAppender(appender);
            logger.error(MarkerFactory.getMarker("PAGE"), "order {} of {} lost", 17, "kim");
            logger.error(MarkerFactory.getMarker("PAGE"), "order {} of {} lost", 18, "lee");
            logger.error("cannot charge", new IllegalStateException("card 4711", new java.io.IOException("reset")));
            logger.info("fine");
            flush(sdk);
            context.stop();
        }
        assertThat(running.triage.ordinary()).isEqualTo(1);
        Batch.Delta lost = running.triage.raised().stream().filter(d -> d.title().contains("lost")).findFirst().orElseThrow();
        assertThat(lost.grade()).isEqualTo(Grade.G911);
        assertThat(lost.reason()).isEqualTo("rule 3: marker PAGE");
        assertThat(lost.grouped()).isEqualTo("the sender's template of com.shop.Orders: order {} of {} lost");
        assertThat(running.triage.count(lost.fingerprint())).isEqualTo(2);
        Batch.Delta thrown = running.triage.raised().stream().filter(d -> d.title().contains("charge")).findFirst().orElseThrow();
        assertThat(thrown.title()).isEqualTo("IllegalStateException: cannot charge");
        assertThat(thrown.grouped()).startsWith("the exception IllegalStateException caused by IOException at org.wakebell.intake.OpenTelemetryTest.");
        assertThat(thrown.grade()).isEqualTo(Grade.NOTICE);
    }

    private HttpResponse<byte[]> json(String body) {
        return running.post("/v1/logs", "application/json; charset=utf-8", key, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void json_in_any_order_of_keys_is_understood_and_answered_in_json() {
        HttpResponse<byte[]> answer = json("""
                {"unknown":[{"a":1}],"resourceLogs":[{"scopeLogs":[{"scope":{"name":"com.shop.Pay"},"logRecords":[
                  {"timeUnixNano":"%d","severityNumber":21,"severityText":"FATAL","traceId":"5b8efff798038103d269b633813fc60c",
                   "body":{"stringValue":"gone"},"attributes":[{"key":"n","value":{"intValue":"12"}},
                   {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"boolValue":true}]}}}]},
                  {"severityNumber":99,"body":{"stringValue":"bad"}}]}],
                  "resource":{"attributes":[{"key":"host.name","value":{"stringValue":"web-9"}}]}}]}
                """.formatted(Clock.system().instant().toEpochMilli() * 1_000_000L));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(text(answer)).isEqualTo("{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":"
                + "\"record 2: severityNumber: \\\"99\\\" is not a severity number from 0 to 24\"}}");
        Batch.Delta delta = running.triage.raised().getFirst();
        assertThat(delta.hosts()).containsExactly("web-9");
        assertThat(delta.samples().getFirst().attributes()).containsEntry("n", "12").containsEntry("list", "a,true")
                .containsEntry("trace.id", "5b8efff798038103d269b633813fc60c");
        assertThat(text(json("{}"))).isEqualTo("{}");
        assertThat(text(json("{\"resourceLogs\":[}"))).startsWith("{\"code\":3,\"message\":\"malformed JSON");
    }

    /** A length-delimited field. */
    private static byte[] field(int number, byte[]... parts) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            inner.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        int length = inner.size();
        while (length > 0x7F) {
            out.write(length & 0x7F | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(inner.toByteArray());
        return out.toByteArray();
    }

    private static byte[] string(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void protobuf_by_hand_with_its_resource_last_and_one_record_torn() {
        byte[] good = field(2, new byte[] {2 << 3, 21}, field(5, string(1, "gone")));
        byte[] torn = field(2, new byte[] {2 << 3, 21, 5 << 3 | 2, 100, 1});
        byte[] resource = field(1, field(1, string(1, "host.name"), field(2, string(1, "web-3"))));
        byte[] request = field(1, field(2, good, torn), resource);
        HttpResponse<byte[]> answer = running.post("/v1/logs", "application/x-protobuf", key, request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("record 2: a length beyond the end");
        assertThat(running.triage.raised().getFirst().hosts()).containsExactly("web-3");
        assertThat(running.post("/v1/logs", "application/x-protobuf", key, new byte[0]).body()).isEmpty();
    }

    @Test
    void bytes_that_are_no_protobuf_get_an_answer_and_never_an_error_of_ours() {
        java.util.Random random = new java.util.Random(7);
        byte[] good = field(1, field(2, field(2, new byte[] {2 << 3, 21}, field(5, string(1, "gone")))));
        for (int i = 0; i < 400; i++) {
            byte[] bytes = i % 2 == 0 ? good.clone() : new byte[random.nextInt(200)];
            if (i % 2 == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            } else {
                random.nextBytes(bytes);
            }
            assertThat(running.post("/v1/logs", "application/x-protobuf", key, bytes).statusCode()).isIn(200, 400);
        }
    }
}
