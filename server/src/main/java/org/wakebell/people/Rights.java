package org.wakebell.people;

import java.util.Optional;
import org.wakebell.platform.web.Refusal;

/**
 * Who may do what to a service's things. An admin may all. A responder or triager acts on the services of their
 * teams, and on services that belong to no team. A viewer sees and never acts. What Wakebell does by itself, and what
 * a signed link or a bell says, is judged by whoever issued the link, not here.
 */
public final class Rights {

    private final People people;

    public Rights(People people) {
        this.people = people;
    }

    /** May this actor act on the service in one of the roles? The service may be unknown or deleted: then role alone counts. */
    public boolean mayAct(Actor actor, String service, Role... inRole) {
        if (actor.via() == Actor.Via.SYSTEM || actor.is(Role.ADMIN)) {
            return true;
        }
        return hasAny(actor, inRole) && reaches(actor, service);
    }

    /** @throws Refusal 403 that says what is missing */
    public void requireAct(Actor actor, String service, Role... inRole) {
        if (mayAct(actor, service, inRole)) {
            return;
        }
        if (!hasAny(actor, inRole)) {
            throw Refusal.forbidden("This needs the role " + roles(inRole) + ". Ask an admin to give it to you on the People screen.");
        }
        throw Refusal.forbidden("This service belongs to a team you are not in. Ask an admin to add you to the team.");
    }

    private boolean reaches(Actor actor, String service) {
        Optional<Service> of = people.service(service);
        if (of.isEmpty() || of.get().team().isEmpty()) {
            return true;
        }
        return people.person(actor.person())
                .filter(Person::active)
                .map(p -> p.teams().contains(of.get().team()))
                .orElse(false);
    }

    private static boolean hasAny(Actor actor, Role... some) {
        for (Role role : some) {
            if (actor.is(role)) {
                return true;
            }
        }
        return false;
    }

    private static String roles(Role... some) {
        StringBuilder text = new StringBuilder();
        for (Role role : some) {
            text.append(text.isEmpty() ? "" : " or ").append(role.name().toLowerCase(java.util.Locale.ROOT));
        }
        return text.toString();
    }
}
