package org.wakebell.bells.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.agent.Agents;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Wrong;

/**
 * Everything on the screen. Public for the template.
 *
 * @param why what stands behind the headline, or empty
 * @param others everyone else's, for an admin
 * @param homes their own, or everybody's for an admin
 * @param owners whom a bell may be set up for; empty unless an admin looks
 */
public record Overview(
        String headline, String why, List<Row> mine, List<Row> others, List<Home> homes, List<Person> owners) {

    /**
     * What a form just did, or why it did not.
     *
     * @param form which one it is about: {@code add}, or the id of a bell or an agent
     * @param typed what was sent with it, to be shown again
     * @param secret a webhook's new signing secret, shown once; or empty
     */
    public record After(
            String form, Wrong wrong, AddForm typed, @Nullable Tried tried, @Nullable Command command, String secret) {

        After(String form, Wrong wrong, AddForm typed, @Nullable Tried tried, @Nullable Command command) {
            this(form, wrong, typed, tried, command, "");
        }

        /** What is wrong with this form; with another one, nothing. */
        public Wrong at(String one) {
            return form.equals(one) ? wrong : Wrong.NOTHING;
        }
    }

    /**
     * What a bell answered to a test.
     *
     * @param outcome {@code sounding}, {@code taken}, {@code retry}, {@code refused}, {@code unknown}
     * @param proof its kind, or empty
     */
    public record Tried(String bell, String outcome, String proof, String why) {}

    /** What pairs a home agent, as it is typed there. */
    public record Command(Agents.Code code, String line) {}
}
