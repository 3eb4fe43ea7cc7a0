package org.wakebell.oncall.api;

import java.net.URI;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.LayerJson;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Temporaries;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Temporary schedules: {@code {name, from, to, rotation: {every, unit, start}, people}} in turn (the rotation starts at
 * {@code from} if it does not say so), or {@code {name, from, to, spans: [{people, from, to}]}}.
 */
@RestController
@Allow(Role.RESPONDER)
class TemporaryApi {

    private static final Set<String> FIELDS = Set.of("name", "from", "until", "to", "rotation", "people", "spans");
    private static final Set<String> SPAN = Set.of("person", "people", "from", "until", "to");

    private final Planning planning;
    private final Temporaries temporaries;

    TemporaryApi(Planning planning, Temporaries temporaries) {
        this.planning = planning;
        this.temporaries = temporaries;
    }

    @PostMapping("/api/v1/schedules/{id}/temporary")
    ResponseEntity<ObjectNode> lay(@PathVariable String id, @RequestBody JsonNode body, Actor actor) {
        Schedule schedule = planning.find(id)
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
        String made = temporaries.lay(actor, id, draft(body, schedule));
        return ResponseEntity.created(URI.create("/api/v1/schedules/" + id + "/temporary/" + made))
                .body(JsonMapper.shared().createObjectNode().put("id", made));
    }

    @DeleteMapping("/api/v1/schedules/{id}/temporary/{temporary}")
    ResponseEntity<Void> end(@PathVariable String id, @PathVariable String temporary, Actor actor) {
        temporaries.end(actor, id, temporary);
        return ResponseEntity.noContent().build();
    }

    private static TemporaryDraft draft(JsonNode body, Schedule schedule) {
        ScheduleJson.object(body, FIELDS, "a temporary schedule");
        String name = ScheduleJson.text(body, "name");
        When from = ScheduleJson.when(body, "from");
        When until = until(body);
        if (body.has("spans")) {
            List<TemporaryDraft.Fixed> spans = new ArrayList<>();
            for (JsonNode span : ScheduleJson.list(body, "spans")) {
                ScheduleJson.object(span, SPAN, "a span");
                List<String> people = span.has("person")
                        ? List.of(ScheduleJson.text(span, "person"))
                        : ScheduleJson.people(span).stream().flatMap(List::stream).toList();
                spans.add(new TemporaryDraft.Fixed(people, ScheduleJson.when(span, "from"), until(span)));
            }
            return TemporaryDraft.fixed(name, from, until, schedule.zone(), spans);
        }
        ObjectNode layer = JsonMapper.shared().createObjectNode().put("name", name);
        ObjectNode rotation = layer.putObject("rotation");
        rotation.put("start", LocalDateTime.ofInstant(from.start(schedule.zone()), schedule.zone()).toString());
        body.path("rotation").properties().forEach(field -> rotation.set(field.getKey(), field.getValue()));
        layer.set("people", body.path("people"));
        Layer turns = LayerJson.read(layer, schedule.zone(), "temporary");
        return new TemporaryDraft(name, from, until, List.of(turns));
    }

    private static When until(JsonNode node) {
        return ScheduleJson.when(node, node.has("to") ? "to" : "until");
    }
}
