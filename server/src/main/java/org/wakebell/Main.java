package org.wakebell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.wakebell.cli.ApplyCommand;
import org.wakebell.cli.ExportCommand;
import org.wakebell.cli.OnCallCommand;
import org.wakebell.cli.PageCommand;
import org.wakebell.people.access.Links;
import org.wakebell.platform.clock.Clock;
import org.wakebell.zones.InUse;

/** The first word decides. {@code up}, the default, serves; every other word is done before Spring is even loaded. */
public final class Main {

    public static void main(String[] args) {
        String word = args.length == 0 ? "up" : args[0];
        List<String> more = List.of(args).subList(Math.min(1, args.length), args.length);
        switch (word) {
            case "up" -> up(more);
            case "page" -> System.exit(new PageCommand(System.out, System.err, System.getenv()).run(more));
            case "oncall" -> System.exit(
                    new OnCallCommand(System.in, System.out, System.err, System.getenv(), Clock.system()).run(more));
            case "apply" -> System.exit(new ApplyCommand(System.in, System.out, System.err, System.getenv()).run(more));
            case "export" -> System.exit(new ExportCommand(System.out, System.err, System.getenv()).run(more));
            default -> {
                System.err.println("wakebell: no such word: " + word + ". Try: up, page, oncall, apply, export");
                System.exit(2);
            }
        }
    }

    private static void up(List<String> arguments) {
        Settings settings;
        try {
            settings = Settings.load(arguments, System.getenv());
        } catch (SettingsRefused e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        if (!settings.zoneData().isEmpty()) {
            // Before anything asks for a zone: java.time chooses its data once.
            System.setProperty(InUse.UPDATE, settings.zoneData());
        }
        serve(settings);
    }

    private static void serve(Settings settings) {
        long began = Clock.system().nanos();
        ConfigurableApplicationContext context;
        try {
            context = start(settings);
        } catch (RuntimeException e) {
            System.err.println("wakebell: " + reason(e));
            System.exit(1);
            return;
        }
        say(context, settings, Duration.ofNanos(Clock.system().nanos() - began));
    }

    static ConfigurableApplicationContext start(Settings settings) {
        SpringApplication app = new SpringApplication(Shell.class);
        app.setBannerMode(Banner.Mode.OFF);
        app.setDefaultProperties(properties(settings));
        app.addInitializers(context -> context.getBeanFactory().registerSingleton("settings", settings));
        return app.run();
    }

    /** What a person at the terminal needs to hear; what nobody foresaw is told with its trace. */
    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && !(root instanceof PortInUseException)) {
            root = root.getCause();
        }
        return switch (root) {
            case PortInUseException taken -> "port " + taken.getPort() + " is taken. Choose another with server.port (or WAKEBELL_SERVER_PORT).";
            case Floor.CannotStart known -> String.valueOf(known.getMessage());
            default -> {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                yield "could not start: " + trace;
            }
        };
    }

    private static void say(ConfigurableApplicationContext context, Settings settings, Duration took) {
        URI url = settings.server().url();
        String port = context.getEnvironment().getProperty("local.server.port", "" + settings.server().port());
        String address = url == null ? "http://localhost:" + port : url.toString().replaceAll("/+$", "");
        System.out.printf("Wakebell is up at %s (%.1f s)%n", address, took.toMillis() / 1000.0);
        context.getBean(Links.class).setup(settings.database() == null).ifPresent(key -> System.out.printf(
                "Nobody lives here yet. Open this link to begin; it works once, for 24 hours:%n  %s/setup?key=%s%n",
                address, key.reveal()));
        System.out.flush();
    }

    /** Spring's own settings are not the operator's: they follow from ours. */
    static Map<String, Object> properties(Settings settings) {
        return Map.ofEntries(
                Map.entry("server.address", settings.server().address()),
                Map.entry("server.port", settings.server().port()),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
                Map.entry("spring.threads.virtual.enabled", true),
                // Tomcat closes a connection after 100 requests unless told: senders keep theirs for days.
                Map.entry("server.tomcat.max-keep-alive-requests", -1),
                Map.entry("server.tomcat.connection-timeout", "20s"),
                Map.entry("server.forward-headers-strategy", settings.server().forwarded() ? "native" : "none"),
                Map.entry("server.error.whitelabel.enabled", false),
                Map.entry("spring.web.resources.add-mappings", false),
                Map.entry("spring.main.log-startup-info", false),
                Map.entry("logging.level.com.zaxxer.hikari", "warn"),
                Map.entry("logging.level.org.flywaydb", "warn"),
                Map.entry("logging.level.org.apache.catalina", "warn"),
                Map.entry("logging.level.org.springframework", "warn"),
                // Why a start failed is said by us, in one sentence where that is enough.
                Map.entry("logging.level.org.springframework.boot.SpringApplication", "off"),
                Map.entry("logging.level.org.springframework.boot.tomcat", "off"),
                Map.entry("logging.level.org.springframework.boot.web.server.servlet.context", "error"),
                Map.entry("logging.level.org.springframework.web.servlet.PageNotFound", "error"),
                Map.entry("logging.level.org.springdoc", "error"),
                Map.entry("logging.level.org.springframework.core.events.SpringDocAppInitializer", "error"),
                Map.entry("spring.jmx.enabled", false),
                Map.entry("spring.jackson.deserialization.fail-on-unknown-properties", true),
                Map.entry("springdoc.api-docs.path", "/api/v1/openapi"),
                Map.entry("springdoc.paths-to-match", "/api/**"));
    }

    private Main() {}
}
