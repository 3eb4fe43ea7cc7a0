package org.wakebell.paging;

import java.net.URI;
import org.wakebell.platform.secret.Sealer;

/**
 * Signed links that speak for one person about one page: they allow answer and pass on, nothing else, as long as the
 * page lives. Opening one changes nothing; the act is a POST from the page it shows.
 */
public final class Links {

    private final URI base;
    private final Sealer sealer;

    Links(URI base, Sealer sealer) {
        this.base = base;
        this.sealer = sealer;
    }

    URI answer(String page, String person) {
        return base.resolve("/answer/" + page + "/" + person + "/" + sealer.sign(text(page, person)));
    }

    /** Whether the link was made here, for this page and this person. */
    public boolean valid(String page, String person, String signature) {
        return sealer.signed(text(page, person), signature);
    }

    URI screen(String path) {
        return base.resolve(path.isEmpty() ? "/" : path);
    }

    private static String text(String page, String person) {
        return "answer/" + page + "/" + person;
    }
}
