package org.wakebell.people.access;

import java.util.List;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;

/** Puts the ways in together, on top of the room of people. */
public final class AccessRoom {

    private final Passwords passwords;
    private final Links links;
    private final ApiTokens tokens;
    private final SessionRows sessions;
    private final Accounts accounts;

    public AccessRoom(Clock clock, Tx tx, Ids ids, PeopleRoom people) {
        this.passwords = new Passwords(clock, tx);
        this.links = new Links(clock, tx, people.people());
        this.tokens = new ApiTokens(clock, tx, ids, people.people());
        this.sessions = new SessionRows(clock, tx);
        this.accounts = new Accounts(
                tx, people.people(), people.register(), passwords, new Attempts(clock, tx), links, sessions);
    }

    public Passwords passwords() {
        return passwords;
    }

    public Links links() {
        return links;
    }

    public ApiTokens tokens() {
        return tokens;
    }

    public SessionRows sessions() {
        return sessions;
    }

    public Accounts accounts() {
        return accounts;
    }

    public List<Loop> loops() {
        return sessions.loops();
    }
}
