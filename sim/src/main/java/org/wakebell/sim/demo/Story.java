package org.wakebell.sim.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakebell.sim.dlink.Heard;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Rest;
import org.wakebell.sim.smtp.Mail;

/** The night itself, from an ordinary log line to "was it right to wake you?". */
final class Story {

    private static final Pattern ANSWER = Pattern.compile("https?://\\S+?(/answer/[^\\s)>\\]]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration VIEWER = Duration.ofMinutes(5);

    private final Stage stage;
    private final Teller teller;
    private final InstantSource clock;
    private final Checkout checkout;
    private int mails;
    private int sounds;
    private int lines;
    private String incident = "";

    Story(Stage stage, Teller teller, InstantSource clock, Checkout checkout) {
        this.stage = stage;
        this.teller = teller;
        this.clock = clock;
        this.checkout = checkout;
    }

    /**
     * @param alone a thumb presses I'm up; otherwise the viewer does
     * @throws IllegalStateException if something did not happen in time
     */
    void play(boolean alone) throws InterruptedException {
        String alert = breakDown();
        judge(alert);
        ring();
        Instant pressed = alone ? thumb() : viewer();
        quiet(pressed, alone);
        afterwards();
    }

    private String breakDown() throws InterruptedException {
        teller.chapter("It breaks");
        until("ordinary lines arrive", PATIENCE, () -> checkout.lines() >= 8);
        tell("log.ordinary", checkout.lines() + " ordinary lines of the checkout are in.", "no rule raises them: they are counted, and nobody hears of them");
        checkout.breakDown();
        until("a FATAL is acknowledged", PATIENCE, () -> checkout.fatals() > 0);
        tell("log.fatal", "FATAL: payment failed: no quorum, 2 of 3 ledger replicas are gone.", "acknowledged with a 200, so it is on disk");
        until("an alert opens", PATIENCE, () -> !desk().list().isEmpty());
        Json.Value alert = desk().at("0");
        tell("alert.opened", "One alert on the triage desk: " + alert.at("count").number() + " events of " + alert.at("users").number()
                + " customers, folded into one.", alert.at("reason").text());
        until("the triager has mail", PATIENCE, () -> mailTo(stage.ana).isPresent());
        return alert.at("id").text();
    }

    private void judge(String alert) throws InterruptedException {
        teller.chapter("Ana decides");
        try (Visitor ana = stage.signIn(stage.ana)) {
            Rest rest = ana.token(List.of("TRIAGER"));
            rest.post("/api/v1/alerts/" + alert + "/looking", Map.of());
            pause(Duration.ofSeconds(2));
            Json.Value seen = rest.get("/api/v1/alerts/" + alert).at("alert");
            tell("triage.looked", "Ana looks: " + seen.at("count").number() + " events, " + seen.at("users").number()
                    + " customers, still " + seen.at("ongoing").text().replace('_', ' ') + ".", seen.at("ongoingWhy").text());
            Json.Value judged = rest.post(
                    "/api/v1/alerts/" + alert + "/verdict", Map.of("verdict", "911", "why", "nobody can pay"));
            tell("verdict.911", "Ana presses 911: “nobody can pay”.", "she may only read production, so someone else must get up");
            incident = judged.at("alert.incident").text();
        }
        Json.Value opened = incident().at("incident");
        tell("incident.opened", "Incident " + opened.at("number").number() + " is open: " + opened.at("title").text(), "one commit: verdict, incident, page and its first duty");
        tell("siren.waits", "No siren yet: Ana can take it back for 30 seconds.", "a siren that sounds at once could not be unrung");
    }

    private void ring() throws InterruptedException {
        teller.chapter("The bells, softest first");
        until("Kim, awake, is asked", PATIENCE, () -> mailTo(stage.kim).isPresent());
        until("Joe, on call, has mail", PATIENCE, () -> mailTo(stage.joe).isPresent());
        tell("sleep", "Kim's phone is in a locker. Joe sleeps, and a mail does not wake him.", "that is what the siren is for");
        until("the siren sounds", Duration.ofSeconds(90), () -> stage.siren.plays() > 0);
    }

    /** The second burst is twice as loud: it is what wakes Joe, and he presses while it sounds. */
    private Instant thumb() throws InterruptedException {
        until("the siren sounds again", Duration.ofSeconds(90), () -> stage.siren.plays() > 1);
        Instant pressed = clock.instant();
        try (Visitor phone = new Visitor(stage.server.url())) {
            phone.post(link(), Map.of("act", "up"));
        }
        teller.tell("answer.up", pressed, "A half-asleep thumb presses “I'm up” in the mail.", "the link is signed for Joe and this page, and can do nothing else", Map.of());
        return pressed;
    }

    private Instant viewer() throws InterruptedException {
        teller.tell("answer.waits", clock.instant(), "Your turn. Joe's phone shows " + stage.server.url().resolve(link())
                + " — press “I'm up”.", "it rings until a human answers; after five minutes Joe's own thumb does", Map.of("link", link()));
        long until = System.nanoTime() + VIEWER.toNanos();
        while (incident().at("incident.answeredAt").text().isEmpty()) {
            if (System.nanoTime() > until) {
                return thumb();
            }
            tick();
            Thread.sleep(100);
        }
        Instant pressed = Instant.parse(incident().at("incident.answeredAt").text());
        teller.tell("answer.up", pressed, incident().at("incident.answeredBy").text() + ": “I'm up”.", "", Map.of());
        return pressed;
    }

    /** @param alone believes only a stop that the siren reports; a viewer may also have pressed between two bursts */
    private void quiet(Instant pressed, boolean alone) throws InterruptedException {
        until("the siren says that it was stopped after the answer", Duration.ofSeconds(20), () ->
                !stage.siren.sounding() && (stoppedAfter(pressed).isPresent() || !alone && pausing(pressed)));
        tick();
        String took = stoppedAfter(pressed)
                .map(heard -> "Quiet " + Duration.between(pressed, heard.at()).toMillis() + " ms after the answer.")
                .orElse("Quiet, and it stays so.");
        tell("quiet", took, "the siren itself says so");
    }

    private Optional<Heard> stoppedAfter(Instant pressed) {
        return stage.siren.heard().stream()
                .filter(h -> h.what().equals("stopped") && h.why().equals("dismissed") && !h.at().isBefore(pressed))
                .findFirst();
    }

    /** Answered in a pause: nothing was there to stop, and nothing has come since; the rest of the story goes on watching. */
    private boolean pausing(Instant pressed) {
        List<Heard> heard = stage.siren.heard();
        return !heard.isEmpty()
                && heard.getLast().what().equals("stopped")
                && clock.instant().isAfter(pressed.plusSeconds(10));
    }

    private void afterwards() throws InterruptedException {
        teller.chapter("Afterwards");
        int plays = stage.siren.plays();
        String path = "/api/v1/incidents/" + incident;
        try (Visitor joe = stage.signIn(stage.joe)) {
            Rest rest = joe.token(List.of("RESPONDER"));
            rest.post(path + "/own", Map.of());
            tell("incident.owned", "Joe opens the incident and takes it on.", "an answer without an act would be asked again after five minutes");
            pause(Duration.ofSeconds(3));
            checkout.mend();
            pause(Duration.ofSeconds(2));
            tell("service.mended", "He moves the ledger to the healthy zone; orders are paid again.", "");
            rest.post(path + "/resolve", Map.of("text", "ledger moved to zone b"));
            tell("incident.resolved", "Resolved. Everyone who was rung hears that they may sleep.", "");
            pause(Duration.ofSeconds(1));
            String screen = "/incidents/" + incident().at("incident.number").number();
            joe.form(screen, screen + "/right", Map.of("right", "true", "why", "nobody could pay"));
            tell("right.answered", "Was it right to wake you? Joe: yes.", "wrong awakenings are counted, and make the next less likely");
        }
        pause(Duration.ofSeconds(2));
        if (stage.siren.plays() > plays || stage.siren.sounding()) {
            throw new IllegalStateException("the siren sounded again after the answer");
        }
        boolean slept = mailTo(stage.mina).isEmpty();
        tell("night.over", "Mina, not on call, " + (slept ? "slept through all of it." : "was told, too."), "it wakes exactly one person");
    }

    /** Tells whatever is new: mails, what could be heard in the bedroom, the incident's own lines. */
    private void tick() throws InterruptedException {
        stage.alive();
        if (!checkout.refused().isEmpty()) {
            throw new IllegalStateException("the server refused a log line: " + checkout.refused());
        }
        if (!incident.isEmpty()) {
            List<Json.Value> story = incident().at("story").list();
            for (; lines < story.size(); lines++) {
                Json.Value line = story.get(lines);
                teller.tell("story", Instant.parse(line.at("at").text()), "· " + line.at("what").text(), line.at("why").text(), Map.of());
            }
        }
        List<Mail> all = stage.mail.mails();
        for (; mails < all.size(); mails++) {
            Mail mail = all.get(mails);
            teller.tell("mail.sent", mail.at(), "Mail to " + mail.to().getFirst() + ": " + mail.subject(), "", Map.of("to", mail.to().getFirst(), "subject", mail.subject()));
        }
        List<Heard> heard = stage.siren.heard();
        for (; sounds < heard.size(); sounds++) {
            hear(heard.get(sounds));
        }
    }

    private void hear(Heard heard) {
        boolean sounded = heard.what().equals("sounded");
        String said = sounded
                ? "The siren in Joe's bedroom SOUNDS: " + heard.seconds() + " s at " + heard.volume() + " %."
                : "The siren is silent" + (heard.why().equals("dismissed") ? ": it was told to stop." : "; its time was up.");
        teller.tell("siren." + heard.what(), heard.at(), said, "", Map.of("by", heard.why(), "volume", heard.volume(), "seconds", heard.seconds()));
    }

    private void tell(String what, String said, String why) throws InterruptedException {
        tick();
        teller.tell(what, clock.instant(), said, why, Map.of());
    }

    private Json.Value desk() {
        return got("/api/v1/alerts");
    }

    private Json.Value incident() {
        return got("/api/v1/incidents/" + incident);
    }

    private Json.Value got(String path) {
        try {
            return stage.rest().get(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Optional<Mail> mailTo(Cast who) {
        return stage.mail.mails().stream().filter(m -> m.to().contains(who.email())).findFirst();
    }

    /** The path of the signed link in Joe's first mail. */
    private String link() {
        Matcher link = ANSWER.matcher(mailTo(stage.joe).map(Mail::text).orElse(""));
        if (!link.find()) {
            throw new IllegalStateException("Joe's mail has no link to answer with");
        }
        return link.group(1);
    }

    private void pause(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            tick();
            Thread.sleep(100);
        }
    }

    private void until(String what, Duration patience, BooleanSupplier yes) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!yes.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + ": not within " + patience.toSeconds() + " s");
            }
            tick();
            Thread.sleep(50);
        }
        tick();
    }
}
