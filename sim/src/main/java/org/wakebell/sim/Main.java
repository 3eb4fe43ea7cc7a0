package org.wakebell.sim;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.wakebell.sim.demo.Demo;
import org.wakebell.sim.demo.Rehearsal;
import org.wakebell.sim.dlink.DlinkControl;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.smtp.SmtpControl;
import org.wakebell.sim.smtp.SmtpTwin;
import org.wakebell.sim.webhook.WebhookControl;
import org.wakebell.sim.webhook.WebhookTwin;

/** Starts a twin, prints where it is in one line, and ends with SIGTERM; or plays the demo. */
public final class Main {

    private static final String HELP = """
            wakebell sim dlink [--host 127.0.0.1] [--port 0] [--control 0] [--pin 012345] [--mac 6C:72:20:00:00:01]
              a D-Link DCH-S220 siren that makes no noise and remembers what it would have made
            wakebell sim smtp [--host 127.0.0.1] [--port 0] [--control 0]
              a mail server that keeps every mail
            wakebell sim webhook [--host 127.0.0.1] [--port 0] [--control 0]
              a receiver of signed webhooks that keeps every call; from POST /demand with a secret (whsec_...) on, what is
              not signed with it, in our form or in PagerDuty's, is answered 401
            wakebell demo [--once] [--json]
              a whole night on the packaged programs; wakebell demo --help says more
            wakebell sim rehearse FILE [--nights 40]
              many nights in half a minute, so that the JVM remembers the way to the siren in FILE; the launcher does it after a build
            Port 0 is any free one. The control port speaks JSON over HTTP: GET / shows the twin.
            """;

    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) throws IOException, InterruptedException {
        if (!args.isEmpty() && args.getFirst().equals("demo")) {
            return Demo.run(args.subList(1, args.size()));
        }
        if (!args.isEmpty() && args.getFirst().equals("rehearse")) {
            return Rehearsal.run(args.subList(1, args.size()));
        }
        if (args.contains("--help") || args.contains("-h")) {
            System.out.print(HELP);
            return 0;
        }
        Map<String, String> options = args.isEmpty() ? Map.of() : options(args.subList(1, args.size()));
        switch (args.isEmpty() ? "" : args.getFirst()) {
            case "dlink" -> dlink(options);
            case "smtp" -> smtp(options);
            case "webhook" -> webhook(options);
            case "help", "--help" -> System.out.print(HELP);
            default -> {
                System.err.print(HELP);
                return 2;
            }
        }
        return 0;
    }

    private static void dlink(Map<String, String> options) throws IOException, InterruptedException {
        String host = options.getOrDefault("host", "127.0.0.1");
        String pin = options.getOrDefault("pin", "012345");
        String mac = options.getOrDefault("mac", "6C:72:20:00:00:01");
        try (DlinkTwin twin = DlinkTwin.start(host, number(options, "port"), pin, mac);
                DlinkControl control = DlinkControl.start(twin, host, number(options, "control"))) {
            System.out.println("dlink " + twin.address() + " pin " + pin + " control http://" + host + ":" + control.port() + "/");
            untilTold();
        }
    }

    private static void smtp(Map<String, String> options) throws IOException, InterruptedException {
        String host = options.getOrDefault("host", "127.0.0.1");
        try (SmtpTwin twin = SmtpTwin.start(host, number(options, "port"), InstantSource.system());
                SmtpControl control = SmtpControl.start(twin, host, number(options, "control"))) {
            System.out.println("smtp " + host + ":" + twin.port() + " control http://" + host + ":" + control.port() + "/");
            untilTold();
        }
    }

    private static void webhook(Map<String, String> options) throws IOException, InterruptedException {
        String host = options.getOrDefault("host", "127.0.0.1");
        try (WebhookTwin twin = WebhookTwin.start(host, number(options, "port"));
                WebhookControl control = WebhookControl.start(twin, host, number(options, "control"))) {
            System.out.println("webhook " + twin.url("/") + " control http://" + host + ":" + control.port() + "/");
            untilTold();
        }
    }

    private static int number(Map<String, String> options, String name) {
        return Integer.parseInt(options.getOrDefault(name, "0"));
    }

    private static Map<String, String> options(List<String> args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.size(); i += 2) {
            options.put(args.get(i).replaceFirst("^--", ""), args.get(i + 1));
        }
        return options;
    }

    /** SIGTERM and Ctrl-C end the process; its sockets end with it. */
    private static void untilTold() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private Main() {}
}
