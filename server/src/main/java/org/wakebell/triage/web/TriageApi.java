package org.wakebell.triage.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.triage.Alert;
import org.wakebell.triage.Triage;

/** What the triage screens do, for programs. Instants are ISO 8601 in UTC. */
@RestController
@RequestMapping("/api/v1/alerts")
class TriageApi {

    /** @param undoUntil until then whoever judged may take it back */
    record AlertView(
            String id,
            String source,
            String service,
            String fingerprint,
            String title,
            String grouped,
            String grade,
            String rule,
            String reason,
            int episode,
            Instant opened,
            @Nullable Instant deadline,
            boolean undecided,
            String ongoing,
            String ongoingWhy,
            @Nullable Instant last,
            long count,
            long users,
            @Nullable String verdict,
            String verdictBy,
            @Nullable Instant undoUntil,
            String incident) {}

    /** Distinct users and hosts are exact up to 1,000; 1,001 means more. */
    record Detail(AlertView alert, long hosts, List<String> hostNames, List<Sampled> samples, List<Triage.Line> story) {}

    record Sampled(Instant at, String text) {}

    /** @param sure confirms a 911 against the evidence, after a 409 about the field {@code sure} */
    record Judged(@Nullable String verdict, @Nullable String why, @Nullable Boolean sure) {}

    private final Triage triage;

    TriageApi(Triage triage) {
        this.triage = triage;
    }

    /** What has to be judged, the least time first; then 912 and stopped ones, the oldest first. */
    @SignedIn
    @GetMapping
    List<AlertView> list() {
        Triage.Desk desk = triage.desk(200);
        return java.util.stream.Stream.concat(desk.judge().stream(), desk.fix().stream()).map(TriageApi::view).toList();
    }

    @SignedIn
    @GetMapping("/{id}")
    Detail one(@PathVariable String id) {
        Triage.Look look = triage.look(id).orElseThrow(() -> Refusal.missing("There is no such alert."));
        AlertView view = view(new Triage.Row(
                look.alert(), look.ongoing(), look.ongoingWhy(), look.last(), look.count(), look.users()));
        List<Sampled> samples = look.samples().stream().map(s -> new Sampled(s.at(), s.text())).toList();
        return new Detail(view, look.hosts(), look.hostNames(), samples, look.story());
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/{id}/verdict")
    Detail judge(@PathVariable String id, @RequestBody Judged body, Actor actor) {
        String why = body.why() == null ? "" : body.why();
        String verdict = body.verdict() == null ? "" : body.verdict();
        triage.judge(actor, id, TriageScreen.verdict(verdict), why, Boolean.TRUE.equals(body.sure()));
        return one(id);
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/{id}/undo")
    Detail undo(@PathVariable String id, Actor actor) {
        triage.undo(actor, id);
        return one(id);
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/{id}/looking")
    Detail looking(@PathVariable String id, Actor actor) {
        triage.looking(actor, id);
        return one(id);
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/{id}/more-time")
    Detail moreTime(@PathVariable String id, Actor actor) {
        triage.moreTime(actor, id);
        return one(id);
    }

    private static AlertView view(Triage.Row row) {
        Alert alert = row.alert();
        Alert.Episode e = alert.episode();
        Triage.Verdict verdict = e.verdict();
        return new AlertView(
                alert.id(),
                alert.source(),
                alert.service(),
                alert.fingerprint(),
                alert.title(),
                alert.grouped(),
                e.grade().name().replace("G9", "9"),
                e.rule(),
                e.reason(),
                e.nth(),
                e.opened(),
                e.deadline(),
                e.undecided(),
                row.ongoing().name().toLowerCase(java.util.Locale.ROOT),
                row.ongoingWhy(),
                row.last(),
                row.count(),
                row.users(),
                verdict == null ? null : verdict.word(),
                e.verdictName(),
                e.undoUntil(),
                e.incident());
    }
}
