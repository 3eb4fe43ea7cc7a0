package org.wakebell.oncall.code;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Temporaries;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Refusal;

/**
 * Lays a file of schedules over those of the server, in one transaction: all of it or nothing. A dry run is the same,
 * rolled back at the end, so that it refuses exactly what the real one would.
 */
final class Applying {

    /**
     * @param what create, change or delete
     * @param coming who is on call now and after the next handoffs, as a difference, too; empty if that stays
     */
    record Changed(String what, String schedule, List<String> diff, List<String> coming) {}

    /** @param effect when a changed layer takes the place of the running one; everything else does so now */
    record How(boolean prune, Planning.Effect effect) {}

    /**
     * @param seen names the state that was changed; a later run that sends it is refused if somebody was faster
     * @param kept what the server has and the file does not
     * @param over overrides of the file that lie in the past
     */
    record Applied(String seen, List<Changed> changes, List<String> kept, List<String> over) {}

    private static final class DryRun extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Applied applied;

        DryRun(Applied applied) {
            super(null, null, false, false);
            this.applied = applied;
        }
    }

    private final Clock clock;
    private final Tx tx;
    private final Planning planning;
    private final Temporaries temporaries;
    private final Names names;

    Applying(Clock clock, Tx tx, Planning planning, Temporaries temporaries, People people) {
        this.clock = clock;
        this.tx = tx;
        this.planning = planning;
        this.temporaries = temporaries;
        this.names = new Names(people);
    }

    String export() {
        return tx.read(() -> new RotaWriter(clock.instant(), names::written).write(planning.all()));
    }

    /** @param seen empty, or what a dry run said */
    Applied apply(Actor by, String text, How how, boolean dryRun, String seen) {
        try {
            return tx.write(() -> {
                Applied applied = apply(by, RotaReader.read(text, names::id), how, seen);
                if (dryRun) {
                    throw new DryRun(applied);
                }
                return applied;
            });
        } catch (DryRun done) {
            return done.applied;
        }
    }

    private Applied apply(Actor by, RotaReader.Whole file, How how, String seen) {
        Instant now = clock.instant();
        List<Schedule> all = planning.all();
        String state = state(all);
        if (!seen.isEmpty() && !seen.equals(state)) {
            throw Refusal.conflict("Somebody changed the schedules meanwhile. Look at the difference again, then apply.");
        }
        Map<String, Schedule> was = new LinkedHashMap<>();
        all.forEach(schedule -> was.put(RotaFile.key(schedule.name()), schedule));
        Map<String, CodedSchedule> wanted = new TreeMap<>();
        file.schedules().forEach(coded -> wanted.put(RotaFile.key(coded.name()), coded));
        List<String> kept = new ArrayList<>();
        List<String> over = new ArrayList<>();
        // Locked in the order of their ids, so that two files never wait for each other.
        for (Schedule schedule : all.stream().sorted(Comparator.comparing(Schedule::id)).toList()) {
            CodedSchedule coded = wanted.get(RotaFile.key(schedule.name()));
            if (coded != null) {
                update(by, schedule, coded, how, now, kept);
            } else if (how.prune) {
                planning.delete(by, schedule.id(), schedule.version());
            } else {
                kept.add("schedule \"" + schedule.name() + "\"");
            }
        }
        wanted.forEach((key, coded) -> {
            if (!was.containsKey(key)) {
                Schedule made = planning.create(by, coded.draft());
                wantedTemporaries(coded, now).forEach(one -> temporaries.lay(by, made.id(), one));
                wantedOverrides(coded, now).forEach(asked -> planning.override(by, made.id(), asked));
            }
            over(coded, now, over);
        });
        return new Applied(state, changes(was, wanted, how.prune, now), kept, over);
    }

    private void update(
            Actor by, Schedule was, CodedSchedule coded, How how, Instant now, List<String> kept) {
        List<Layer> current = was.layersFrom(now);
        List<Layer> layers = new ArrayList<>(LayerMatch.of(current, coded.draft().layers(), how.effect, now));
        for (Layer old : current) {
            if (coded.draft().layers().stream().noneMatch(one -> one.name().equals(old.name()))) {
                if (how.prune) {
                    continue;
                }
                layers.add(old);
                kept.add("layer \"" + old.name() + "\" of \"" + was.name() + "\"");
            }
        }
        Draft draft = new Draft(
                coded.draft().name(),
                coded.draft().zone(),
                coded.mentioned().contains("demands") ? coded.draft().demands() : was.demands(),
                coded.mentioned().contains("fallback") ? coded.draft().fallback() : was.fallback(),
                layers);
        Draft before = new Draft(was.name(), was.zone(), was.demands(), was.fallback(), current);
        if (!draft.equals(before)) {
            planning.update(by, was.id(), was.version(), draft);
        }
        if (coded.mentioned().contains("temporary")) {
            temporaries(by, was, coded, how.prune, now, kept);
        }
        if (coded.mentioned().contains("overrides")) {
            overrides(by, was, coded, how.prune, now, kept);
        }
    }

    private void temporaries(
            Actor by, Schedule was, CodedSchedule coded, boolean prune, Instant now, List<String> kept) {
        List<TemporaryDraft> missing = new ArrayList<>(wantedTemporaries(coded, now));
        for (Change change : was.overrides()) {
            if (change instanceof Change.Temporary one
                    && one.until().end(one.zone()).isAfter(now)
                    && !missing.removeIf(draft -> OverrideMatch.same(draft, one, coded.draft().zone(), now))) {
                if (prune) {
                    temporaries.end(by, was.id(), one.id());
                } else {
                    kept.add("temporary schedule \"" + one.name() + "\" of \"" + was.name() + "\"");
                }
            }
        }
        missing.forEach(draft -> temporaries.lay(by, was.id(), draft));
    }

    private static List<TemporaryDraft> wantedTemporaries(CodedSchedule coded, Instant now) {
        return coded.temporaries().stream()
                .filter(one -> one.until().end(coded.draft().zone()).isAfter(now))
                .toList();
    }

    private void overrides(
            Actor by, Schedule was, CodedSchedule coded, boolean prune, Instant now, List<String> kept) {
        List<Asked> missing = new ArrayList<>(wantedOverrides(coded, now));
        for (Change change : was.overrides()) {
            if (change instanceof Change.Temporary || !change.until().end(change.zone()).isAfter(now)) {
                continue;
            }
            if (!missing.removeIf(asked -> OverrideMatch.same(asked, change, coded.draft().zone(), now))) {
                if (prune) {
                    planning.dropOverride(by, was.id(), change.id());
                } else {
                    kept.add("override of \"" + was.name() + "\" from "
                            + change.from().start(change.zone()) + " until " + change.until().end(change.zone()));
                }
            }
        }
        missing.forEach(asked -> planning.override(by, was.id(), asked));
    }

    private static List<Asked> wantedOverrides(CodedSchedule coded, Instant now) {
        return coded.overrides().stream()
                .filter(asked -> asked.until().end(coded.draft().zone()).isAfter(now))
                .toList();
    }

    private static void over(CodedSchedule coded, Instant now, List<String> over) {
        for (TemporaryDraft one : coded.temporaries()) {
            if (!one.until().end(coded.draft().zone()).isAfter(now)) {
                over.add("temporary schedule \"" + one.name() + "\" of \"" + coded.name() + "\" until " + one.until());
            }
        }
        for (Asked asked : coded.overrides()) {
            if (!asked.until().end(coded.draft().zone()).isAfter(now)) {
                over.add("override of \"" + coded.name() + "\" until " + asked.until());
            }
        }
    }

    private List<Changed> changes(
            Map<String, Schedule> was, Map<String, CodedSchedule> wanted, boolean prune, Instant now) {
        RotaWriter writer = new RotaWriter(now, names::written);
        Coming coming = new Coming(now, names::written);
        Map<String, Schedule> is = new LinkedHashMap<>();
        planning.all().forEach(schedule -> is.put(RotaFile.key(schedule.name()), schedule));
        List<Changed> changes = new ArrayList<>();
        is.forEach((key, schedule) -> {
            Schedule before = was.get(key);
            List<String> lines = before == null ? List.of() : writer.lines(before);
            List<String> diff = Difference.of(lines, writer.lines(schedule));
            if (!diff.isEmpty()) {
                changes.add(new Changed(before == null ? "create" : "change", schedule.name(), diff, coming.of(before, schedule)));
            }
        });
        was.forEach((key, schedule) -> {
            if (prune && !wanted.containsKey(key)) {
                changes.add(new Changed("delete", schedule.name(), Difference.of(writer.lines(schedule), List.of()), List.of()));
            }
        });
        return changes;
    }

    private static String state(List<Schedule> schedules) {
        StringBuilder stamps = new StringBuilder();
        schedules.stream().map(Schedule::stamp).sorted().forEach(stamp -> stamps.append(stamp).append(' '));
        return Tokens.hash(stamps.toString());
    }
}
