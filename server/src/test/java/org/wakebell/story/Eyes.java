package org.wakebell.story;

import gg.jte.output.StringOutput;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.View;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Words;

/** Somebody who looks at screens, in Seoul. */
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

    /** A screen as its reader gets it, white space folded; no key of the room's words is left in it. */
    public static String html(View view, String room) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        view.render(null, new MockHttpServletRequest("GET", "/"), response);
        String html = response.getContentAsString().replaceAll("\\s+", " ");
        Matcher key = Pattern.compile("\\b" + room + "\\.[a-z]\\S*").matcher(html.replaceAll("<[^>]*>", " "));
        if (key.find()) {
            throw new AssertionError("a word is missing: " + key.group());
        }
        return html;
    }

    /** A form as it is sent: names and values in turn. */
    public static MultiValueMap<String, String> form(String... namesAndValues) {
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            sent.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return sent;
    }

    private Eyes() {}
}
