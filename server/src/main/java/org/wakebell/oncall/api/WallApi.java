package org.wakebell.oncall.api;

import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.Walls;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is on call now, in short, and the secret addresses that say so to screens and telephone exchanges. */
@RestController
class WallApi {

    private static final Set<String> FIELDS = Set.of("label", "schedules", "phones");

    private final Walls walls;

    WallApi(Walls walls) {
        this.walls = walls;
    }

    @SignedIn
    @GetMapping("/api/v1/oncall/now")
    ArrayNode now() {
        return PresentText.json(walls.now());
    }

    @SignedIn
    @GetMapping(path = "/api/v1/oncall/now.txt", produces = "text/plain;charset=UTF-8")
    ResponseEntity<String> lines() {
        return ResponseEntity.ok().contentType(new MediaType("text", "plain", java.nio.charset.StandardCharsets.UTF_8)).body(PresentText.lines(walls.now()));
    }

    @Allow(Role.RESPONDER)
    @GetMapping("/api/v1/walls")
    ArrayNode all() {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        for (Walls.Wall wall : walls.all()) {
            ObjectNode node = all.addObject().put("id", wall.id()).put("label", wall.label()).put("phones", wall.phones());
            ArrayNode schedules = node.putArray("schedules");
            wall.schedules().forEach(schedules::add);
            node.put("made_by", wall.maker()).put("made", wall.made().toString());
            node.put("used", wall.used() == null ? "" : wall.used().toString());
        }
        return all;
    }

    /** A token cannot make another secret: a leaked one must die with its revocation. */
    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/walls")
    ResponseEntity<ObjectNode> make(@RequestBody JsonNode body, Actor actor) {
        if (actor.via() != Actor.Via.SCREEN) {
            throw Refusal.forbidden("Wallboards are made by someone who signed in, on the On call page.");
        }
        ScheduleJson.object(body, FIELDS, "a wallboard");
        List<String> schedules = ScheduleJson.texts(body, "schedules");
        String secret = walls.make(actor, ScheduleJson.text(body, "label"), schedules, body.path("phones").asBoolean(false)).reveal();
        return ResponseEntity.status(201).body(JsonMapper.shared().createObjectNode().put("path", "/wall/" + secret));
    }

    @Allow(Role.RESPONDER)
    @DeleteMapping("/api/v1/walls/{id}")
    ResponseEntity<Void> revoke(@PathVariable String id, Actor actor) {
        walls.revoke(actor, id);
        return ResponseEntity.noContent().build();
    }
}
