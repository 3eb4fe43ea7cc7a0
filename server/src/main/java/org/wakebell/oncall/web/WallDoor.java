package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Walls;
import org.wakebell.oncall.api.PresentText;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;

/** {@code /wall/SECRET}, {@code .json} and {@code .txt}: whoever has the address may read who is on call now. */
@Controller
@Anyone("the secret in the address is checked inside")
class WallDoor {

    /** Seconds until a screen asks again by itself; it has no script to be told. */
    private static final String AGAIN = "30";

    private final Walls walls;

    WallDoor(Walls walls) {
        this.walls = walls;
    }

    @GetMapping("/wall/{secret}")
    View screen(@PathVariable String secret, Page page, HttpServletResponse response) {
        List<Walls.Present> now = known(secret);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Refresh", AGAIN);
        return page.show("oncall/wall.jte", "now", now);
    }

    @GetMapping("/wall/{secret}.json")
    ResponseEntity<String> json(@PathVariable String secret) {
        return body(MediaType.APPLICATION_JSON, PresentText.json(known(secret)).toString());
    }

    @GetMapping("/wall/{secret}.txt")
    ResponseEntity<String> lines(@PathVariable String secret) {
        return body(new MediaType("text", "plain", StandardCharsets.UTF_8), PresentText.lines(known(secret)));
    }

    private static ResponseEntity<String> body(MediaType type, String text) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(type).body(text);
    }

    private List<Walls.Present> known(String secret) {
        return walls.open(secret).orElseThrow(() -> Refusal.missing("There is no wallboard at this address (any more)."));
    }
}
