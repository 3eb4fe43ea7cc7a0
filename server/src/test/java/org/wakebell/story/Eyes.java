package org.wakebell.story;

import gg.jte.output.StringOutput;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.mock.web.MockHttpServletRequest;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Words;

/** Somebody who looks at the Board, in Seoul. */
public final class Eyes {

    /** @param role in lower case, as a {@link Reader} has it */
    public static Page page(Clock clock, String role, Locale language) {
        Reader reader = new Reader("somebody", "Sam", Set.of(role), ZoneId.of("Asia/Seoul"), language);
        return new Pages(
                        clock, new Words(), new org.wakebell.platform.web.Files(), request -> reader,
                        new Origin(URI.create("https://wakebell.example.org")), List.of())
                .of(new MockHttpServletRequest("GET", "/"));
    }

    /** The inside of a card; nothing in it that the content security policy refuses. */
    public static String html(Card.Shown card) {
        StringOutput out = new StringOutput();
        card.body().writeTo(out);
        String html = out.toString();
        if (html.contains(" style=") || html.contains("<script")) {
            throw new AssertionError("the browser would refuse this: " + html);
        }
        return html;
    }

    private Eyes() {}
}
