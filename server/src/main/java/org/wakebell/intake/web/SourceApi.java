package org.wakebell.intake.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.grading.Graded;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;
import org.wakebell.intake.Sources;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Sources for programs. Keys are told once, in the answer that makes them. */
@RestController
@RequestMapping("/api/v1/sources")
class SourceApi {

    record New(@Nullable String name, @Nullable String service, @Nullable String kind, @Nullable Boolean trusted, @Nullable List<Line> rules) {}

    record Line(@Nullable String when, @Nullable String grade) {}

    record NewRules(int version, @Nullable List<Line> rules) {}

    record Edit(@Nullable String name, @Nullable String service) {}

    record Trusted(boolean trusted) {}

    /** @param eventsPerMinute on each node */
    record Limit(long eventsPerMinute) {}

    record Try(@Nullable String line, @Nullable String level) {}

    record Made(String id, String key) {}

    record Key(String key) {}

    record Shown(String id, String name, String service, String kind, boolean trusted, int version, List<Line> rules,
            @Nullable Instant lastEvent, long eventsOfDay, long eventsPerMinute, long refusedOfDay, long limitedOfDay, @Nullable Instant lastRefusal, String lastRefusalWhy) {}

    record Tried(String grade, String rule, String reason, String fingerprint, String grouped, String title) {}

    private final Sources sources;
    private final Readings readings;
    private final Clock clock;

    SourceApi(Sources sources, Readings readings, Clock clock) {
        this.sources = sources;
        this.readings = readings;
        this.clock = clock;
    }

    @SignedIn
    @GetMapping
    List<Shown> all() {
        return readings.all().stream().map(SourceApi::shown).toList();
    }

    @SignedIn
    @GetMapping("/{id}")
    Shown one(@PathVariable String id) {
        return shown(known(id));
    }

    /** With rules and trust at once, for whoever sets up by script. */
    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made create(@RequestBody New asked, Actor actor) {
        List<Rule> rules = asked.rules == null ? null : rules(asked.rules);
        Sources.Created made = sources.create(actor, given(asked.name), given(asked.service), given(asked.kind));
        String id = made.source().id();
        if (rules != null) {
            sources.rules(actor, id, rules, made.source().rulesVersion());
        }
        if (Boolean.TRUE.equals(asked.trusted)) {
            sources.trust(actor, id, true);
        }
        return new Made(id, made.key().reveal());
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PutMapping("/{id}")
    Shown edit(@PathVariable String id, @RequestBody Edit asked, Actor actor) {
        sources.edit(actor, id, given(asked.name), given(asked.service));
        return one(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER, Role.TRIAGER})
    @PutMapping("/{id}/rules")
    Shown rules(@PathVariable String id, @RequestBody NewRules asked, Actor actor) {
        sources.rules(actor, id, rules(asked.rules == null ? List.of() : asked.rules), asked.version);
        return one(id);
    }

    @Allow(Role.ADMIN)
    @PutMapping("/{id}/trusted")
    Shown trust(@PathVariable String id, @RequestBody Trusted asked, Actor actor) {
        sources.trust(actor, id, asked.trusted);
        return one(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PutMapping("/{id}/limit")
    Shown limit(@PathVariable String id, @RequestBody Limit asked, Actor actor) {
        sources.most(actor, id, asked.eventsPerMinute);
        return one(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/{id}/keys")
    @ResponseStatus(HttpStatus.CREATED)
    Key newKey(@PathVariable String id, Actor actor) {
        return new Key(sources.newKey(actor, id).reveal());
    }

    @SignedIn
    @GetMapping("/{id}/keys")
    List<KeyLine> keys(@PathVariable String id) {
        return readings.keys(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @DeleteMapping("/{id}/keys/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable String id, @PathVariable String key, Actor actor) {
        sources.retire(actor, id, key);
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Actor actor) {
        sources.delete(actor, id);
    }

    /** What would become of this line; nothing is kept. */
    @SignedIn
    @PostMapping("/{id}/try")
    Tried tryOut(@PathVariable String id, @RequestBody Try asked) {
        Graded g = Trial.of(known(id).source(), given(asked.line), given(asked.level), clock.instant());
        return new Tried(Rules.written(g.grade()), g.rule(), g.reason(), g.fingerprint(), g.grouped(), g.title());
    }

    private static List<Rule> rules(List<Line> lines) {
        return lines.stream().map(l -> new Rule(given(l.when), RuleRow.grade(given(l.grade)))).toList();
    }

    private Overview known(String id) {
        return readings.one(id).orElseThrow(() -> Refusal.missing("There is no such source."));
    }

    private static Shown shown(Overview o) {
        List<Line> rules = o.source().rules().stream().map(r -> new Line(r.when(), Rules.written(r.grade()))).toList();
        return new Shown(o.source().id(), o.source().name(), o.source().service(), o.source().kind().word(), o.source().trusted(),
                o.source().rulesVersion(), rules, o.lastEvent(), o.day(), o.source().most(), o.refusals(), o.limited(),
                o.refusedAt(), o.refusedWhy());
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
