package org.wakebell.people.web;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Audit;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Entry;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Reader;

/** Who changed what, for admins: newest first, a page at a time. */
@Controller
class AuditScreen {

    private final Audit audit;

    AuditScreen(Audit audit) {
        this.audit = audit;
    }

    @Allow(Role.ADMIN)
    @GetMapping("/audit")
    View list(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String before,
            Actor actor,
            Page page) {
        // One more than is shown tells whether there is an older page.
        List<Audit.Line> lines = audit.lines(actor, new Audit.Asked(person, what, before, Audit.PAGE + 1));
        List<AuditShown> shown = lines.stream().limit(Audit.PAGE).map(l -> new AuditShown(l, words(page, l.what()))).toList();
        String older = lines.size() > Audit.PAGE ? shown.getLast().line().id() : "";
        List<AuditChoice> people = audit.who(actor).stream().map(w -> new AuditChoice(w.person(), w.name(), w.person().equals(person))).toList();
        return page.show(
                "people/audit.jte", "lines", shown, "older", older, "people", people, "acts", acts(actor, page, what),
                "person", person, "what", what, "newest", before.isEmpty());
    }

    /** Whole rooms first, each followed by its acts. */
    private List<AuditChoice> acts(Actor actor, Page page, String chosen) {
        List<AuditChoice> all = new ArrayList<>();
        List<String> acts = audit.acts(actor);
        TreeSet<String> rooms = new TreeSet<>();
        acts.forEach(act -> rooms.add(room(act)));
        for (String room : rooms) {
            all.add(new AuditChoice(room, words(page, room), room.equals(chosen)));
            acts.stream().filter(act -> room(act).equals(room))
                    .forEach(act -> all.add(new AuditChoice(act, "– " + words(page, act), act.equals(chosen))));
        }
        return all;
    }

    private static String room(String act) {
        int dot = act.indexOf('.');
        return dot < 0 ? act : act.substring(0, dot);
    }

    /** An act that has no words yet shows its own name. */
    private static String words(Page page, String act) {
        String key = "people.audit.what." + act;
        return page.knows(key) ? page.t(key) : act.replace('.', ' ').replace('-', ' ');
    }

    @Component
    static class AuditEntry implements Entry {
        @Override
        public int place() {
            return 85;
        }

        @Override
        public String path() {
            return "/audit";
        }

        @Override
        public String word() {
            return "people.audit.nav";
        }

        @Override
        public String icon() {
            return "oncall";
        }

        @Override
        public boolean shownTo(Reader reader) {
            return reader.isAny("admin");
        }
    }
}
