package org.wakebell.people;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an audit line says about an edited person: only what differs. */
final class Changes {

    static String between(Person before, String name, String email, String phone, ZoneId zone, Set<Role> roles) {
        List<String> said = new ArrayList<>();
        note(said, "name", before.name(), name);
        note(said, "email", before.email(), email);
        note(said, "phone", before.phone(), phone);
        note(said, "zone", before.zone().getId(), zone.getId());
        note(said, "roles", Snapshot.text(before.roles()), Snapshot.text(roles));
        return said.isEmpty() ? before.name() : before.name() + ": " + String.join("; ", said);
    }

    private static void note(List<String> said, String what, String before, String after) {
        if (!before.equals(after)) {
            said.add(what + " " + (before.isEmpty() ? "-" : before) + " -> " + (after.isEmpty() ? "-" : after));
        }
    }

    private Changes() {}
}
