package org.wakebell.people.api;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Audit;
import org.wakebell.people.Role;

/** Who changed what, for programs that keep it longer or elsewhere. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {

    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    /**
     * Newest first.
     *
     * @param what a {@code room.act}, or a {@code room}
     * @param before the id of the last line that was read
     */
    @Allow(Role.ADMIN)
    @GetMapping
    List<Audit.Line> lines(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "" + Audit.PAGE) int limit,
            Actor actor) {
        return audit.lines(actor, new Audit.Asked(person, what, before, limit));
    }
}
