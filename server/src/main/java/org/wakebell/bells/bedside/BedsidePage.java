package org.wakebell.bells.bedside;

import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.View;
import org.wakebell.bells.Installed;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.SignedIn;

/** {@code /bedside}: the page itself, and what its script asks and says. */
@Controller
@SignedIn
class BedsidePage {

    /** An order as the script plays it; times in milliseconds from now. {@code up}: the choice that answers what it lists. */
    record Wanted(String key, String title, String text, String up, List<Burst> bursts, long budget, Burst after, long lease) {}

    record Burst(long sound, int percent, long pause) {}

    private final Bedside bedside;

    BedsidePage(Bedside bedside) {
        this.bedside = bedside;
    }

    @GetMapping("/bedside")
    View page(Actor actor, Page page) {
        return page.show("bells/bedside.jte", "devices", bedside.devices(actor), "person", actor.person());
    }

    /**
     * The tap: gives the page its bell.
     *
     * @param bell which the device was before, or empty
     * @param name of the device, if it is new
     */
    @PostMapping("/bedside/arm")
    ResponseEntity<Map<String, String>> arm(
            @RequestParam(defaultValue = "") String bell, @RequestParam(defaultValue = "") String name, Actor actor) {
        Bedside.Device device = bedside.arm(actor, bell, name);
        return fresh(Map.of("bell", device.bell(), "name", device.name(), "topic", Bedside.topic(device.bell())));
    }

    @PostMapping("/bedside/beat")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void beat(@RequestParam String bell, @RequestBody Beat beat, Actor actor) {
        Installed own = bedside.own(actor, bell);
        bedside.beat(own.id(), beat);
        bedside.clock(own, beat);
    }

    @GetMapping("/bedside/orders")
    ResponseEntity<List<Wanted>> orders(@RequestParam String bell, Actor actor) {
        return fresh(bedside.wanted(bedside.own(actor, bell).id()).stream().map(BedsidePage::wanted).toList());
    }

    @PostMapping("/bedside/sounding")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sounding(@RequestParam String bell, @RequestParam String key, Actor actor) {
        bedside.sounding(bedside.own(actor, bell).id(), key);
    }

    @PostMapping("/bedside/press")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void press(@RequestParam String bell, @RequestParam String key, @RequestParam String choice, Actor actor) {
        bedside.pressed(bedside.own(actor, bell).id(), key, choice);
    }

    private static <T> ResponseEntity<T> fresh(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static Wanted wanted(Ring ring) {
        Loudness loudness = ring.loudness();
        return new Wanted(
                ring.key(),
                ring.title(),
                ring.text(),
                ring.choices().stream().map(Ring.Choice::id).filter(id -> id.startsWith("up")).findFirst().orElse("up"),
                loudness.bursts().stream().map(BedsidePage::burst).toList(),
                loudness.budget().toMillis(),
                burst(loudness.after()),
                600_000);
    }

    private static Burst burst(Loudness.Burst burst) {
        return new Burst(burst.sound().toMillis(), burst.percent(), burst.pause().toMillis());
    }
}
