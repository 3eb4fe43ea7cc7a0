package org.wakebell.oncall.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/schedules} and {@code /api/v1/oncall}. Everyone signed in may read; responders and admins write. */
@RestController
class ScheduleApi {

    private static final Duration LONGEST = Duration.ofDays(400);

    private final Clock clock;
    private final OnCall onCall;
    private final Planning planning;

    ScheduleApi(Clock clock, OnCall onCall, Planning planning) {
        this.clock = clock;
        this.onCall = onCall;
        this.planning = planning;
    }

    /** Who is on call, in all schedules or in one, now or at an instant, and why. */
    @SignedIn
    @GetMapping("/api/v1/oncall")
    ArrayNode who(@RequestParam(defaultValue = "") String at, @RequestParam(defaultValue = "") String schedule) {
        Instant instant = at.isBlank() ? clock.instant() : ScheduleJson.instant("at", at);
        ArrayNode all = JsonMapper.shared().createArrayNode();
        Map<OnCall.Named, OnCall.OnDuty> asked = new LinkedHashMap<>();
        if (schedule.isBlank()) {
            asked.putAll(onCall.everywhere(instant));
        } else {
            Schedule one = known(schedule);
            asked.put(new OnCall.Named(one.id(), one.name()), onCall.who(one.id(), instant));
        }
        for (Map.Entry<OnCall.Named, OnCall.OnDuty> one : asked.entrySet()) {
            OnCall.OnDuty duty = one.getValue();
            ObjectNode node = all.addObject();
            node.put("schedule", one.getKey().id()).put("name", one.getKey().name()).put("at", instant.toString());
            node.put("fallback", duty.fallback());
            node.put("until", text(duty.until()));
            ArrayNode people = node.putArray("people");
            for (OnCall.Turn turn : duty.turns()) {
                people.addObject()
                        .put("id", turn.person().id())
                        .put("name", turn.person().name())
                        .put("layer", turn.layer())
                        .put("why", turn.why())
                        .put("from", turn.from().toString())
                        .put("until", text(turn.until()));
            }
        }
        return all;
    }

    /** Who could help besides those on call, now or at an instant: {@code awake}, best first, and {@code left}, able and not to be asked. */
    @SignedIn
    @GetMapping("/api/v1/schedules/{id}/who-can-help")
    ObjectNode help(@PathVariable String id, @RequestParam(defaultValue = "") String at) {
        Instant instant = at.isBlank() ? clock.instant() : ScheduleJson.instant("at", at);
        Schedule schedule = known(id);
        OnCall.CanHelp help = onCall.whoCanHelp(schedule.id(), instant);
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("schedule", schedule.id()).put("at", instant.toString());
        ArrayNode now = node.putArray("onCall");
        help.onCall().forEach(duty -> duty.turns().forEach(turn -> one(now, turn.person(), turn.why())));
        ArrayNode awake = node.putArray("awake");
        help.awake().forEach(helper -> one(awake, helper.person(), helper.why()));
        ArrayNode left = node.putArray("left");
        help.left().forEach(helper -> one(left, helper.person(), helper.why()));
        return node;
    }

    private static void one(ArrayNode all, Person person, String why) {
        all.addObject().put("id", person.id()).put("name", person.name()).put("why", why);
    }

    @SignedIn
    @GetMapping("/api/v1/schedules")
    ArrayNode all() {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        planning.all().forEach(schedule -> all.add(ScheduleJson.write(schedule, clock.instant())));
        return all;
    }

    @SignedIn
    @GetMapping("/api/v1/schedules/{id}")
    ObjectNode one(@PathVariable String id) {
        return ScheduleJson.write(known(id), clock.instant());
    }

    /** Shifts of {@code [from, to)}; {@code gaps=true} with the gaps, {@code handoffs=true} with every handoff. */
    @SignedIn
    @GetMapping("/api/v1/schedules/{id}/shifts")
    ArrayNode shifts(
            @PathVariable String id,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(defaultValue = "false") boolean gaps,
            @RequestParam(defaultValue = "false") boolean handoffs) {
        return spans(known(id), from, to, gaps, handoffs);
    }

    private static ArrayNode spans(Schedule schedule, String from, String to, boolean gaps, boolean handoffs) {
        Instant start = ScheduleJson.instant("from", from);
        Instant end = ScheduleJson.instant("to", to);
        if (!start.isBefore(end)) {
            throw Refusal.invalid("to", "the end lies before the start");
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw Refusal.invalid("to", "ask for at most 400 days at a time");
        }
        return ScheduleJson.write(schedule.rota().spans(start, end, handoffs ? Join.HANDOFFS : Join.CAUSES).stream()
                .filter(span -> gaps || !span.gap())
                .toList());
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/schedules")
    ResponseEntity<ObjectNode> create(@RequestBody JsonNode body, Actor actor) {
        Schedule made = planning.create(actor, ScheduleJson.draft(body));
        return ResponseEntity.created(URI.create("/api/v1/schedules/" + made.id()))
                .body(ScheduleJson.write(made, clock.instant()));
    }

    /** What a schedule would do, without saving it. */
    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/schedules/preview")
    ArrayNode preview(@RequestBody JsonNode body, @RequestParam String from, @RequestParam String to) {
        return spans(planning.preview(ScheduleJson.draft(body), clock.instant()), from, to, true, true);
    }

    @Allow(Role.RESPONDER)
    @PutMapping("/api/v1/schedules/{id}")
    ObjectNode update(@PathVariable String id, @RequestBody JsonNode body, Actor actor) {
        return ScheduleJson.write(
                planning.update(actor, id, ScheduleJson.version(body), ScheduleJson.draft(body)), clock.instant());
    }

    @Allow(Role.RESPONDER)
    @DeleteMapping("/api/v1/schedules/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, @RequestParam long version, Actor actor) {
        planning.delete(actor, id, version);
        return ResponseEntity.noContent().build();
    }

    /** {@code {version, layer, people, effect: "now" | "next_handoff"}}. */
    @Allow(Role.RESPONDER)
    @PutMapping("/api/v1/schedules/{id}/line-up")
    ObjectNode lineUp(@PathVariable String id, @RequestBody JsonNode body, Actor actor) {
        Planning.Effect effect = switch (ScheduleJson.text(body, "effect").toLowerCase(Locale.ROOT)) {
            case "now" -> Planning.Effect.NOW;
            case "next_handoff" -> Planning.Effect.NEXT_HANDOFF;
            default -> throw Refusal.invalid("effect", "effect is now or next_handoff");
        };
        Schedule changed = planning.lineUp(
                actor, id, ScheduleJson.version(body), ScheduleJson.text(body, "layer"), ScheduleJson.people(body), effect);
        return ScheduleJson.write(changed, clock.instant());
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/schedules/{id}/overrides")
    ResponseEntity<ObjectNode> override(@PathVariable String id, @RequestBody JsonNode body, Actor actor) {
        String made = planning.override(actor, id, ScheduleJson.asked(body));
        return ResponseEntity.created(URI.create("/api/v1/schedules/" + id + "/overrides/" + made))
                .body(JsonMapper.shared().createObjectNode().put("id", made));
    }

    @Allow(Role.RESPONDER)
    @DeleteMapping("/api/v1/schedules/{id}/overrides/{override}")
    ResponseEntity<Void> dropOverride(@PathVariable String id, @PathVariable String override, Actor actor) {
        planning.dropOverride(actor, id, override);
        return ResponseEntity.noContent().build();
    }

    /** By id or by name. */
    private Schedule known(String id) {
        return planning.find(id)
                .or(() -> planning.all().stream().filter(one -> one.name().equalsIgnoreCase(id.strip())).findFirst())
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
    }

    private static String text(Instant until) {
        return until.equals(Instant.MAX) ? "" : until.toString();
    }
}
