package org.wakebell.people.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Absence;
import org.wakebell.people.Absences;
import org.wakebell.people.Actor;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Vacations and travels. All may read; people write their own, admins anyone's. */
@RestController
@SignedIn
@RequestMapping("/api/v1")
class AbsencesApi {

    /**
     * @param from a day, a local time, or an instant: {@code 2026-12-24}, {@code 2026-12-24T18:00}, {@code …Z}
     * @param until the same; of a day, the whole of it
     * @param zone where they are then, as in Asia/Seoul; null: at home
     * @param begins and {@code ends}: what that means; ignored when sent, as are {@code id} and {@code source}
     */
    record AbsenceJson(
            @Nullable String id,
            @Nullable String person,
            Absence.@Nullable Kind kind,
            @Nullable String from,
            @Nullable String until,
            @Nullable String zone,
            @Nullable String note,
            @Nullable String source,
            @Nullable Instant begins,
            @Nullable Instant ends) {

        static AbsenceJson of(Absence a) {
            return new AbsenceJson(
                    a.id(), a.person(), a.kind(), a.from(), a.until(), a.zone() == null ? null : a.zone().getId(), a.note(),
                    a.source(), a.begins(), a.ends());
        }
    }

    private final Absences absences;
    private final Clock clock;

    AbsencesApi(Absences absences, Clock clock) {
        this.absences = absences;
        this.clock = clock;
    }

    /** What is not over yet, of everyone. */
    @GetMapping("/absences")
    List<AbsenceJson> all() {
        return absences.from(clock.instant()).stream().map(AbsenceJson::of).toList();
    }

    /** Of one person, the past included. */
    @GetMapping("/people/{id}/absences")
    List<AbsenceJson> of(@PathVariable String id) {
        return absences.of(id).stream().map(AbsenceJson::of).toList();
    }

    @PostMapping("/people/{id}/absences")
    @ResponseStatus(HttpStatus.CREATED)
    AbsenceJson add(@PathVariable String id, @RequestBody AbsenceJson sent, Actor actor) {
        if (sent.kind == null) {
            throw Refusal.invalid("kind", "Say AWAY or WITH_DUTY.");
        }
        String added = absences.add(
                actor, new Absence.Asked(id, sent.kind, text(sent.from), text(sent.until), text(sent.zone), text(sent.note)));
        return absences.of(id).stream()
                .filter(a -> a.id().equals(added))
                .map(AbsenceJson::of)
                .findFirst()
                .orElseThrow();
    }

    @DeleteMapping("/absences/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Actor actor) {
        absences.remove(actor, id);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
