package org.wakebell.oncall.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Swaps and cover. {@code person} and {@code asker} are whoever sends it unless an admin names somebody else. */
@RestController
class SwapApi {

    private static final Set<String> REQUEST = Set.of("schedule", "from", "until", "to", "asker", "asked", "note", "back");
    private static final Set<String> COVER = Set.of("instead_of", "person", "at");

    private final Clock clock;
    private final OnCall onCall;
    private final Swaps swaps;

    SwapApi(Clock clock, OnCall onCall, Swaps swaps) {
        this.clock = clock;
        this.onCall = onCall;
        this.swaps = swaps;
    }

    /** Those whose shifts are not over yet, soonest first. */
    @SignedIn
    @GetMapping("/api/v1/swaps")
    ArrayNode all() {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        swaps.current().forEach(swap -> all.add(write(swap)));
        return all;
    }

    @SignedIn
    @GetMapping("/api/v1/swaps/{id}")
    ObjectNode one(@PathVariable String id) {
        return write(known(id));
    }

    /** {@code {schedule, from, to, asked, note, back: {schedule, from, to}}}; {@code asked} left out is anybody able. */
    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/swaps")
    ResponseEntity<ObjectNode> ask(@RequestBody JsonNode body, Actor actor) {
        ScheduleJson.object(body, REQUEST, "a request");
        Swap made = swaps.ask(actor, new Swaps.Request(
                body.path("asker").asString(actor.person()), body.path("asked").asString(""), part(body),
                body.hasNonNull("back") ? part(body.path("back")) : null, body.path("note").asString("")));
        return ResponseEntity.created(URI.create("/api/v1/swaps/" + made.id())).body(write(made));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/swaps/{id}/accept")
    ObjectNode accept(@PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Actor actor) {
        String person = body == null ? actor.person() : body.path("person").asString(actor.person());
        return taken(swaps.accept(actor, id, person));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/swaps/{id}/decline")
    ObjectNode decline(@PathVariable String id, Actor actor) {
        swaps.decline(actor, id);
        return write(known(id));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/swaps/{id}/withdraw")
    ObjectNode withdraw(@PathVariable String id, Actor actor) {
        swaps.withdraw(actor, id);
        return write(known(id));
    }

    /** Takes a shift now, or the one that runs {@code at} an instant; {@code instead_of} may be left out if one person is on call. */
    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/schedules/{id}/cover")
    ObjectNode cover(@PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Actor actor) {
        JsonNode sent = body == null ? JsonMapper.shared().createObjectNode() : body;
        ScheduleJson.object(sent, COVER, "a cover");
        Instant at = sent.hasNonNull("at") ? ScheduleJson.instant("at", sent.path("at").asString("")) : clock.instant();
        String insteadOf = sent.path("instead_of").asString("");
        List<OnCall.Turn> turns = onCall.who(id, at).turns();
        if (insteadOf.isEmpty() && turns.size() == 1) {
            insteadOf = turns.getFirst().person().id();
        }
        if (insteadOf.isEmpty()) {
            throw Refusal.invalid("instead_of", "say whose shift it is");
        }
        return taken(swaps.cover(actor, id, insteadOf, sent.path("person").asString(actor.person()), at));
    }

    private static ObjectNode taken(Swaps.Taken taken) {
        ObjectNode node = write(taken.swap());
        ArrayNode missing = node.putArray("missing");
        new TreeSet<>(taken.missing()).forEach(missing::add);
        return node;
    }

    private static Swap.Part part(JsonNode node) {
        return new Swap.Part(
                ScheduleJson.text(node, "schedule"),
                ScheduleJson.instant("from", ScheduleJson.text(node, "from")),
                ScheduleJson.instant("to", ScheduleJson.text(node, node.has("to") ? "to" : "until")));
    }

    private static ObjectNode write(Swap swap) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("id", swap.id()).put("kind", swap.kind().name().toLowerCase(java.util.Locale.ROOT));
        node.put("state", swap.state().name().toLowerCase(java.util.Locale.ROOT));
        node.put("asker", swap.asker()).put("asked", swap.asked()).put("taker", swap.taker()).put("note", swap.note());
        write(node, swap.part());
        Swap.Part back = swap.back();
        if (back != null) {
            write(node.putObject("back"), back);
        }
        return node;
    }

    private static void write(ObjectNode node, Swap.Part part) {
        node.put("schedule", part.schedule()).put("from", part.from().toString()).put("to", part.until().toString());
    }

    private Swap known(String id) {
        return swaps.find(id).orElseThrow(() -> Refusal.missing("There is no such request."));
    }
}
