package org.wakebell.zones;

import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * One zone as a TZif file tells it (RFC 9636). The 64-bit half counts; version 1 files have none and are refused, so are
 * files that count leap seconds, which no clock here does.
 *
 * @param types what the clocks show, by number; the first holds before the first transition
 * @param transitions in order of time; {@code type} holds from {@code at} on
 * @param rule the POSIX rule that holds after the last transition; empty if nothing is known of that time
 */
record Tzif(List<Type> types, List<Transition> transitions, String rule) {

    /** @param summer whether this is called summer time there */
    record Type(ZoneOffset offset, boolean summer) {}

    /** @param at epoch seconds */
    record Transition(long at, int type) {}

    Tzif {
        types = List.copyOf(types);
        transitions = List.copyOf(transitions);
    }

    /** @throws BadZoneData if it is cut off, or is anything else */
    static Tzif read(byte[] file) throws BadZoneData {
        return new TzifReader(file).read();
    }

    Footer footer() throws BadZoneData {
        return rule.isEmpty() ? Footer.fixed(type(transitions.size() - 1).offset()) : Footer.parse(rule);
    }

    /** What holds after a transition; -1 for before the first. */
    Type type(int transition) {
        return types.get(transition < 0 ? 0 : transitions.get(transition).type());
    }

    /**
     * The same without the transitions that its rule repeats: "fat" files list them up to 2037, "slim" ones do not.
     * What was fat and what was slim are equal afterwards.
     */
    Tzif slim() throws BadZoneData {
        return moving().ruled();
    }

    /** Without transitions that change nothing, which fat files have at the ends of 32 bits. */
    private Tzif moving() {
        List<Transition> moving = new ArrayList<>();
        for (int i = 0; i < transitions.size(); i++) {
            if (!type(i).equals(type(i - 1))) {
                moving.add(transitions.get(i));
            }
        }
        return new Tzif(types, moving, rule);
    }

    private Tzif ruled() throws BadZoneData {
        if (rule.isEmpty() || transitions.isEmpty()) {
            return this;
        }
        Footer footer = footer();
        int kept = transitions.size();
        // The first stays: before it holds what the file says, not the rule.
        while (kept > 1 && repeats(footer, kept - 1)) {
            kept--;
        }
        return new Tzif(types, transitions.subList(0, kept), rule).agreeing(footer);
    }

    /**
     * RFC 9636, section 3.3: the rule and the last transition must say the same. Slim files of older zics break that where
     * a zone took up another's rule between two changes (America/Ojinaga in 2022): there the rule begins with the first
     * change that sets out from what the clocks show.
     */
    private Tzif agreeing(Footer footer) throws BadZoneData {
        long last = transitions.getLast().at();
        ZoneOffset shown = type(transitions.size() - 1).offset();
        ZoneOffset ruled = footer.at(last);
        if (ruled.equals(shown)) {
            return this;
        }
        ZoneOffsetTransition first = footer.changes(last, Footer.year(last) + 2).stream()
                .filter(change -> change.getOffsetBefore().equals(shown))
                .findFirst()
                .orElseThrow(() -> new BadZoneData(
                        "its last transition says UTC" + shown + ", its rule \"" + rule + "\" says UTC" + ruled));
        List<Type> all = new ArrayList<>(types);
        all.add(new Type(first.getOffsetAfter(), first.getOffsetAfter().equals(footer.summer())));
        List<Transition> more = new ArrayList<>(transitions);
        more.add(new Transition(first.toEpochSecond(), all.size() - 1));
        return new Tzif(all, more, rule);
    }

    /** Whether the rule, asked from the transition before on, says this transition by itself. */
    private boolean repeats(Footer footer, int number) {
        Transition here = transitions.get(number);
        long before = transitions.get(number - 1).at();
        Type now = type(number);
        if (!footer.at(before).equals(type(number - 1).offset())) {
            return false;
        }
        return footer.changes(before, Footer.year(here.at())).stream()
                .findFirst()
                .filter(change -> change.toEpochSecond() == here.at()
                        && change.getOffsetAfter().equals(now.offset())
                        && now.summer() == change.getOffsetAfter().equals(footer.summer()))
                .isPresent();
    }

    ZoneRules rules() throws BadZoneData {
        return new RulesMaker(slim()).make();
    }

    /** As a slim TZif file of version 2. The same zone gives the same bytes. */
    byte[] bytes() {
        return TzifWriter.write(this);
    }
}
