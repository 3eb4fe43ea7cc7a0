package org.wakebell.bench.simulate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Installed;
import org.wakebell.paging.Policy;
import org.wakebell.people.Actor;

/**
 * Holds the house to its promises, after every step that wrote something: nothing confirmed is forgotten, nobody is rung
 * after an answer, no step comes early or late, one bell has one ring, and whom the calendar names is rung. It reads the
 * tables by itself and works out what should be there in a way of its own.
 */
final class Judge {

    /** A claim of a dead node lasts 8 s, a call to an agent 10 s. */
    private static final long LATE = 25 * Dice.SECOND;

    /** Clocks differ by at most 2 s. */
    private static final long CLOCKS = 2_100_000;

    private static final Pattern AGAIN = Pattern.compile("[0-9]+\\.([0-9]+)t[0-9]+");

    /** A second, and one more for each of two hands that were busy. */
    private static final long AT_ONCE = 4 * Dice.SECOND;

    private static final long TICK = 5 * Dice.SECOND;

    private record Page(String id, String state, boolean held, int round, int step, String by, String how) {}

    private record Ring(String id, String page, String person, String bell, String place, boolean loud, long decided) {}

    /** What is remembered of a page between two looks. */
    private static final class Course {
        int number;
        int round = 1;
        int step;
        long since;
        /** Something happened since the step began that lets the next one come at once. */
        boolean excused;
        String state = "";
        String by = "";
        long quietSince = Long.MAX_VALUE;
        boolean mayEnd;
    }

    private final World world;
    private final Memory memory;
    private final Agenda agenda;
    private final Town town;
    private final Street street;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, Course> courses = new HashMap<>();
    private final Set<String> recovering = new HashSet<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final Map<String, Long> silentSince = new HashMap<>();
    private long unwell;
    private long nextLate;
    private boolean again = true;
    private boolean looked;
    private long newestRing;
    private @Nullable String broken;

    Judge(World world, Memory memory, Agenda agenda, Town town, Street street) {
        this.world = world;
        this.memory = memory;
        this.agenda = agenda;
        this.town = town;
        this.street = street;
    }

    @Nullable String broken() {
        return broken;
    }

    void breaks(String what) {
        if (broken == null) {
            broken = "BROKEN: " + what;
        }
    }

    void lookAgain() {
        again = true;
    }

    /** A node is dead or frozen until then: what depends on it may be that late. */
    void unwell(long until) {
        unwell = Math.max(unwell, until);
    }

    // What others ask.

    Actor actor(String person) {
        return Objects.requireNonNull(town.actors().get(person), person);
    }

    String state(String page) {
        return memory.one("SELECT state FROM paging_page WHERE id = ?", page);
    }

    String incident(String page) {
        return memory.one("SELECT subject_id FROM paging_page WHERE id = ? AND subject_kind = 'incident'", page);
    }

    String alert(Crowd.Trouble trouble) {
        return memory.one("SELECT id FROM triage_alert WHERE source = ? AND fingerprint = ?", trouble.source, trouble.fingerprint);
    }

    String number(String page) {
        return numbers.computeIfAbsent(page, p -> "page " + (numbers.size() + 1));
    }

    /** A person does something that lets the next step come at once. */
    void excused(String page) {
        course(page).excused = true;
    }

    /** When the newest ring of this person by this page was decided, as it stands in the row. */
    String heard(String page, String person) {
        return memory.one("SELECT max(decided) FROM paging_ring WHERE page = ? AND person = ?", page, person);
    }

    /** The same hush a second time is no reason to go on. */
    void hushes(String page, String person, String heard) {
        if (!memory.one(Questions.HEARD, page, person, Long.parseLong(heard)).isEmpty()) {
            excused(page);
        }
    }

    void recovers(Crowd.Trouble trouble) {
        recovering.add(trouble.source + "/" + trouble.fingerprint);
    }

    void mayEndPage(String page) {
        course(page).mayEnd = true;
    }

    /** A verdict below 911 stands down what the alert has opened. */
    void mayEnd(String alert) {
        String page = memory.one("""
                SELECT i.page FROM triage_alert a JOIN triage_episode e ON e.id = a.episode
                JOIN incident_incident i ON i.id = e.incident WHERE a.id = ?
                """, alert);
        if (!page.isEmpty()) {
            course(page).mayEnd = true;
        }
    }

    /** No page is open, and none is to come. */
    boolean quiet() {
        return looked && !again && pages.values().stream().allMatch(p -> p.state.equals("ENDED"))
                && memory.one("SELECT 1 FROM platform_duty WHERE kind = 'triage.verdict' LIMIT 1").isEmpty();
    }

    private Course course(String page) {
        return courses.computeIfAbsent(page, p -> new Course());
    }

    /** A node is about to ring. What it read a moment ago must have allowed it. */
    void sent(Node node, Installed bell, String key) {
        String row = memory.one("SELECT bell FROM bells_order WHERE rkey = ?", key);
        if (!row.equals(bell.id())) {
            breaks(key + " is rung, and there is no order for it");
        }
        int dot = key.indexOf('.');
        String place = key.substring(dot + 1);
        if (!bell.waking() || dot < 0 || !Character.isDigit(place.charAt(0))) {
            return;
        }
        String state = state(key.substring(0, dot));
        if (!state.equals("RINGING")) {
            breaks(world.shortly(key) + " is rung by " + node.name() + " although the page is " + state);
        }
    }

    // After every step.

    void look() {
        if (broken != null) {
            return;
        }
        if (again) {
            again = false;
            looked = true;
            pages.clear();
            memory.each(Questions.PAGES, row -> pages.put(row.getString(1), page(row)));
            memory.each(Questions.FORGOTTEN, row -> breaks(row.getString(1) + ": " + world.shortly(row.getString(2) + ".")));
            pages.values().forEach(this::followed);
            rungs();
        }
        if (agenda.now() >= nextLate) {
            nextLate = agenda.now() + TICK;
            late();
            sounds();
        }
    }

    private static Page page(ResultSet row) throws SQLException {
        return new Page(
                row.getString(1), row.getString(2), row.getBoolean(3), row.getInt(4), row.getInt(5), row.getString(6), row.getString(7));
    }

    private static Ring ring(ResultSet row) throws SQLException {
        return new Ring(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6), row.getLong(7));
    }

    private boolean mayEnd(Page page) {
        return course(page.id).mayEnd || page.how.equals("RECOVERED") && !recovering.isEmpty();
    }

    /** Steps in time, answers that count once, ends with a reason. */
    private void followed(Page page) {
        Course course = course(page.id);
        long now = agenda.now();
        boolean ringing = page.state.equals("RINGING");
        if (!page.state.equals(course.state)) {
            world.say(number(page.id) + " is " + page.state + (page.by.isEmpty() || ringing ? "" : " by " + town.name(page.by)));
            course.excused |= ringing;
            course.quietSince = ringing ? Long.MAX_VALUE : Math.min(course.quietSince, now);
            if (!ringing && world.weather().calm()) {
                agenda.in(AT_ONCE, () -> quietAtOnce(page.id));
            }
        } else if (page.state.equals("ANSWERED") && !page.by.equals(course.by)) {
            breaks(number(page.id) + " was answered by " + town.name(course.by) + " and then by " + town.name(page.by));
        }
        if (page.state.equals("ENDED") && !mayEnd(page)) {
            breaks(number(page.id) + " ended (" + page.how + "), and nobody had a reason to end it");
        }
        if (ringing && (page.round != course.round || page.step != course.step)) {
            world.say(number(page.id) + " goes to step " + page.round + "." + page.step);
            early(page, course);
            who(page);
            course.since = now;
            course.excused = hopeless(page);
        } else if (ringing && !course.excused) {
            course.excused = page.held || hopeless(page);
        }
        course.round = page.round;
        course.step = page.step;
        course.state = page.state;
        course.by = page.by;
    }

    private void early(Page page, Course course) {
        List<Policy.Step> policy = town.policy();
        if (course.step == 0 || course.excused || course.step > policy.size()) {
            return;
        }
        // Somebody who is known to be up has three minutes, whatever the step says.
        long patience = Math.min(180, policy.get(course.step - 1).patience().toSeconds()) * Dice.SECOND;
        if (agenda.now() < course.since + patience - CLOCKS) {
            breaks(number(page.id) + " goes on to step " + page.round + "." + page.step + " after "
                    + (agenda.now() - course.since) / Dice.SECOND + " s instead of " + patience / Dice.SECOND);
        }
    }

    /** No bell of the running step rings or will ring: the next one may come at once. */
    private boolean hopeless(Page page) {
        String place = page.round + "." + page.step;
        return memory.one(Questions.HOPE, page.id, place, place + "t", place + "u").isEmpty();
    }

    /** Whoever was rung by this step is whom the calendar names. */
    private void who(Page page) {
        if (page.step < 1 || page.step > town.policy().size()) {
            return;
        }
        String place = page.round + "." + page.step;
        Set<String> rung = new HashSet<>();
        long[] decided = {-1};
        memory.each(Questions.AT_PLACE, row -> {
            rung.add(row.getString(1));
            decided[0] = row.getLong(2);
        }, page.id, place);
        if (rung.isEmpty()) {
            return;
        }
        Policy.Target target = town.policy().get(page.step - 1).target();
        List<String> named =
                switch (target) {
                    case Policy.Target.OnCall t -> town.calendar().onCall(decided[0]);
                    case Policy.Target.Persons t -> t.ids();
                    case Policy.Target.Everyone t -> town.able();
                    case Policy.Target.Awake t -> town.calendar().others(town.able(), decided[0]);
                    case Policy.Target.NextAble t -> town.able();
                    case Policy.Target.Team t -> town.able();
                };
        if (!named.containsAll(rung)) {
            breaks(number(page.id) + " rings " + names(rung) + " at step " + place + ", and the calendar says " + names(named));
        }
        boolean all = !(target instanceof Policy.Target.Awake) && !(target instanceof Policy.Target.NextAble);
        for (String person : named) {
            boolean has = town.sirens().containsKey(person) || town.phones().containsKey(person);
            if (all && has && !rung.contains(person) && memory.one(Questions.LIVE, page.id, person).isEmpty()) {
                breaks(number(page.id) + " forgets " + town.name(person) + " at step " + place);
            }
        }
    }

    private List<String> names(Collection<String> persons) {
        return persons.stream().map(town::name).sorted().toList();
    }

    /** A bell that rings for a page is not started twice, and whoever took over at a boundary is on call then. */
    private void rungs() {
        List<Ring> fresh = new ArrayList<>();
        memory.each(Questions.NEW_RINGS, row -> {
            fresh.add(ring(row));
            newestRing = row.getLong(8);
        }, newestRing);
        for (Ring ring : fresh) {
            if (ring.loud && !memory.one(Questions.TWICE, ring.page, ring.bell).equals("1")) {
                breaks("one siren rings twice for one page: " + world.shortly(ring.id));
            }
            if (again(ring.place) && !town.calendar().onCall(ring.decided).contains(ring.person)) {
                breaks(town.name(ring.person) + " is rung anew by a step of the rota, and is not on call");
            }
        }
    }

    /** A step of the rota rings anew: it is repeated, or the shift changed. */
    private boolean again(String place) {
        Matcher again = AGAIN.matcher(place);
        if (!again.matches()) {
            return false;
        }
        int step = Integer.parseInt(again.group(1));
        return step >= 1 && step <= town.policy().size() && town.policy().get(step - 1).target() instanceof Policy.Target.OnCall;
    }

    // As time goes by.

    /** Where nothing is slow and nothing gets lost, an answer is heard at every siren at once. */
    private void quietAtOnce(String page) {
        Page is = pages.get(page);
        long since = agenda.now() - LATE;
        if (is == null || is.state.equals("RINGING") || unwell >= since) {
            return;
        }
        for (Street.Home home : street.homes()) {
            if (street.steady(home, since) && home.sounding().stream().anyMatch(key -> key.startsWith(page))) {
                breaks("the siren of " + town.name(home.owner) + " still sounds " + AT_ONCE / Dice.SECOND + " s after "
                        + number(page) + " was " + is.state);
            }
        }
    }

    private void late() {
        long since = agenda.now() - LATE - CLOCKS;
        if (unwell < since) {
            memory.each(Questions.LATE, row -> breaks(row.getString(1) + " " + world.shortly(row.getString(2) + ".") + " is "
                    + (agenda.now() - row.getLong(3)) / Dice.SECOND + " s late"), since);
        }
    }

    /** What should sound does, what was answered does not. */
    private void sounds() {
        long since = agenda.now() - LATE;
        if (unwell >= since) {
            return;
        }
        for (Street.Home home : street.homes()) {
            if (!street.steady(home, since)) {
                continue;
            }
            for (String key : home.sounding()) {
                int dot = key.indexOf('.');
                Page page = dot < 0 ? null : pages.get(key.substring(0, dot));
                if (page != null && !page.state.equals("RINGING") && course(page.id).quietSince < since) {
                    breaks("the siren of " + town.name(home.owner) + " still sounds "
                            + (agenda.now() - course(page.id).quietSince) / Dice.SECOND + " s after " + number(page.id) + " was " + page.state);
                }
            }
        }
        Set<String> silent = new HashSet<>();
        memory.each(Questions.SHOULD_SOUND, row -> {
            Street.Home home = street.home(row.getString(2));
            String key = row.getString(1);
            if (home != null && street.steady(home, since) && !home.sounding().contains(key)) {
                silent.add(key);
                if (silentSince.computeIfAbsent(key, k -> agenda.now()) < since) {
                    breaks(world.shortly(key) + " should sound at " + town.name(home.owner) + ", and does not");
                }
            }
        }, since, agenda.now() - 9 * Dice.MINUTE);
        silentSince.keySet().retainAll(silent);
    }

    /** Nothing that was confirmed is missing. */
    void morning(List<Crowd.Trouble> troubles) {
        if (broken != null) {
            return;
        }
        for (Crowd.Trouble trouble : troubles) {
            String page = trouble.incident.isEmpty()
                    ? memory.one(Questions.PAGED, trouble.source, trouble.fingerprint)
                    : memory.one("SELECT page FROM incident_incident WHERE id = ? AND page <> ''", trouble.incident);
            if (trouble.confirmed && page.isEmpty()) {
                breaks("the 911 of " + trouble.fingerprint + " was confirmed, and nobody was ever paged");
            }
        }
    }
}
