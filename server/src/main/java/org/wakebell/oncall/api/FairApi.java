package org.wakebell.oncall.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.Fairness;
import org.wakebell.oncall.LayerJson;
import org.wakebell.oncall.fair.Load;
import org.wakebell.oncall.fair.Proposal;
import org.wakebell.oncall.fair.Quality;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.people.Zones;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How fairly a schedule is shared, who could take a stretch of it, and rotas that cost less sleep. Hours are decimal. */
@RestController
class FairApi {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Duration LONGEST_GAP = Duration.ofDays(31);
    private static final Set<String> PROPOSE = Set.of("zone", "people", "demands", "from");

    private final Clock clock;
    private final Fairness fairness;

    FairApi(Clock clock, Fairness fairness) {
        this.clock = clock;
        this.fairness = fairness;
    }

    /** Everybody sees the schedule's quality and what they carry themselves; admins see everyone. */
    @SignedIn
    @GetMapping("/api/v1/schedules/{id}/fairness")
    ObjectNode shares(@PathVariable String id, @RequestParam String from, @RequestParam String to, Actor actor) {
        Instant start = ScheduleJson.instant("from", from);
        Instant end = end(start, to, LONGEST);
        Fairness.Shares shares = fairness.of(id, start, end).orElseThrow(FairApi::missing);
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.set("quality", write(shares.quality()));
        ArrayNode people = node.putArray("people");
        shares.shares().stream()
                .filter(share -> actor.is(Role.ADMIN) || share.person().id().equals(actor.person()))
                .forEach(share -> people.add(
                        load(share.load()).put("id", share.person().id()).put("name", share.person().name())));
        return node;
    }

    @Allow(Role.RESPONDER)
    @GetMapping("/api/v1/schedules/{id}/candidates")
    ArrayNode candidates(@PathVariable String id, @RequestParam String from, @RequestParam String to) {
        Instant start = ScheduleJson.instant("from", from);
        Instant end = end(start, to, LONGEST_GAP);
        ArrayNode all = JsonMapper.shared().createArrayNode();
        fairness.offers(id, start, end).forEach(offer -> all.addObject()
                .put("id", offer.person().id())
                .put("name", offer.person().name())
                .put("able", offer.why().able())
                .put("asleep_hours", hours(offer.why().asleep()))
                .put("carried", hours(offer.why().carried())));
        return all;
    }

    /** {@code {"zone": "America/Vancouver", "people": ["a", "b"], "demands": ["prod-write"], "from": "2026-11-23"}}. */
    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/schedules/propose")
    ObjectNode propose(@RequestBody JsonNode body) {
        ScheduleJson.object(body, PROPOSE, "what to plan");
        ZoneId zone = Zones.of("zone", ScheduleJson.text(body, "zone"));
        List<String> ids = ScheduleJson.people(body).stream().flatMap(List::stream).toList();
        Set<String> demands = new TreeSet<>(ScheduleJson.texts(body, "demands"));
        LocalDate from = body.hasNonNull("from")
                ? ScheduleJson.day(body, "from")
                : LocalDate.ofInstant(clock.instant(), zone);
        Fairness.Proposed proposed = fairness.propose(zone, ids, demands, from);
        ObjectNode node = JsonMapper.shared().createObjectNode();
        ArrayNode all = node.putArray("proposals");
        proposed.proposals().forEach(one -> all.add(write(one)));
        ArrayNode left = node.putArray("left_out");
        proposed.leftOut().forEach(person -> left.add(person.id()));
        return node;
    }

    private static ObjectNode write(Proposal proposal) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("kind", proposal.kind().name().toLowerCase(Locale.ROOT)).put("nights", proposal.nights());
        node.set("quality", write(proposal.quality()));
        ArrayNode layers = node.putArray("layers");
        proposal.layers().forEach(layer -> layers.add(LayerJson.write(layer)));
        ArrayNode people = node.putArray("people");
        proposal.loads().forEach((person, load) -> people.add(load(load).put("id", person)));
        return node;
    }

    private static ObjectNode write(Quality quality) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("score", quality.score())
                .put("covered", quality.covered())
                .put("able", quality.able())
                .put("even", quality.even())
                .put("awake", quality.awake());
    }

    private static ObjectNode load(Load load) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("hours", hours(load.hours()))
                .put("asleep_hours", hours(load.asleep()))
                .put("weekend_hours", hours(load.weekend()))
                .put("holiday_hours", hours(load.holiday()))
                .put("nights", load.nights())
                .put("weighted", hours(load.weighted()));
    }

    private static double hours(Duration length) {
        return Math.round(length.toMinutes() / 0.6) / 100.0;
    }

    private static Instant end(Instant start, String to, Duration longest) {
        Instant end = ScheduleJson.instant("to", to);
        if (!start.isBefore(end)) {
            throw Refusal.invalid("to", "the end lies before the start");
        }
        if (Duration.between(start, end).compareTo(longest) > 0) {
            throw Refusal.invalid("to", "ask for at most " + longest.toDays() + " days at a time");
        }
        return end;
    }

    private static Refusal missing() {
        return Refusal.missing("There is no such schedule; it may have been deleted.");
    }
}
