package org.wakebell;

import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.wakebell.cli.PageCommand;

/** The first word decides. {@code up}, the default, serves; every other word is done before Spring is even loaded. */
public final class Main {

    public static void main(String[] args) {
        String word = args.length == 0 ? "up" : args[0];
        List<String> more = List.of(args).subList(Math.min(1, args.length), args.length);
        switch (word) {
            case "up" -> up(more);
            case "page" -> System.exit(new PageCommand(System.out, System.err, System.getenv()).run(more));
            default -> {
                System.err.println("wakebell: no such word: " + word + ". Try: up, page");
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
        serve(settings);
    }

    static void serve(Settings settings) {
        SpringApplication app = new SpringApplication(Shell.class);
        app.setBannerMode(Banner.Mode.OFF);
        app.setDefaultProperties(properties(settings));
        app.addInitializers(context -> context.getBeanFactory().registerSingleton("settings", settings));
        app.run();
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
                Map.entry("spring.jmx.enabled", false),
                Map.entry("springdoc.api-docs.path", "/api/v1/openapi"),
                Map.entry("springdoc.paths-to-match", "/api/**"));
    }

    private Main() {}
}
