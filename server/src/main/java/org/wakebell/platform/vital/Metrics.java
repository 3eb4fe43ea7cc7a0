package org.wakebell.platform.vital;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Readers;
import org.wakebell.platform.web.Refusal;

/** Numbers for Prometheus. A room contributes its own as a {@link MeterBinder} component. */
@Controller
class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readers readers;

    Metrics(Duties duties, Checks checks, Readers readers, ObjectProvider<MeterBinder> rooms) {
        this.readers = readers;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("wakebell.duty.lag.seconds", duties, d -> d.lag().toMillis() / 1000.0)
                .description("How late the most overdue duty is")
                .register(registry);
        Gauge.builder("wakebell.duty.parked", duties, d -> d.parked().size())
                .description("Duties that failed too often and wait for a person")
                .register(registry);
        Gauge.builder("wakebell.health", checks, c -> c.look().worst().ordinal())
                .description("0 ready, 1 degraded, 2 dead")
                .register(registry);
        rooms.forEach(room -> room.bindTo(registry));
    }

    @Anyone("only this machine and callers with a token or session get numbers")
    @GetMapping(path = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    ResponseEntity<String> metrics(HttpServletRequest request) {
        if (!Nearby.isHere(request) && !readers.of(request).signedIn()) {
            throw Refusal.forbidden("Metrics are for this machine, or for whoever brings an API token as \"Authorization: Bearer …\".");
        }
        return ResponseEntity.ok(registry.scrape());
    }
}
