package org.wakebell.oncall.api;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.Lookout;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Warning;
import org.wakebell.oncall.WarningWords;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Words;

/** What is wrong with the next 60 days, the loudest first. */
@RestController
@SignedIn
class WarningsApi {

    /**
     * @param weight 100 the loudest; from 70 on a 911 could find nobody who can help
     * @param people ids
     * @param what capabilities, or the layer whose turn is empty, or a calendar's name and its trouble
     * @param times how often in the 60 days; of NIGHTS, how many in a row
     * @param text the sentence, in English, by the clock of the schedule
     */
    record WarningJson(
            String kind,
            int weight,
            String schedule,
            String name,
            Instant from,
            Instant until,
            List<String> people,
            List<String> what,
            int times,
            String text) {}

    private final Clock clock;
    private final Lookout lookout;
    private final Planning planning;
    private final WarningWords words;

    WarningsApi(Clock clock, Lookout lookout, Planning planning, People people, Words words) {
        this.clock = clock;
        this.lookout = lookout;
        this.planning = planning;
        this.words = new WarningWords(people, words::say);
    }

    @GetMapping("/api/v1/schedules/{id}/warnings")
    List<WarningJson> one(@PathVariable String id) {
        if (planning.find(id).isEmpty()) {
            throw Refusal.missing("There is no such schedule; it may have been deleted.");
        }
        return lookout.of(id, clock.instant()).stream().map(this::json).toList();
    }

    @GetMapping("/api/v1/warnings")
    List<WarningJson> all() {
        return lookout.all(clock.instant()).stream().map(this::json).toList();
    }

    private WarningJson json(Warning w) {
        ZoneId zone = planning.find(w.schedule()).map(Schedule::zone).orElse(ZoneId.of("UTC"));
        return new WarningJson(
                w.kind().name(), w.kind().weight(), w.schedule(), w.name(), w.from(), w.until(), w.people(), w.what(), w.times(),
                words.say(w, Locale.ENGLISH, zone));
    }
}
