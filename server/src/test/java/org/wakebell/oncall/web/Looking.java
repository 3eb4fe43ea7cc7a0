package org.wakebell.oncall.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Desk;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Words;

/** Pages as one person sees them. */
final class Looking {

    private final Desk desk;
    private final String called;
    Locale language = Locale.ENGLISH;

    Looking(Desk desk, String called) {
        this.desk = desk;
        this.called = called;
    }

    Page page(String path) {
        Person person = desk.folk.people().person(desk.folk.id(called)).orElseThrow();
        Reader reader = new Reader(
                person.id(), person.name(), Set.copyOf(person.roles().stream().map(r -> r.name().toLowerCase(Locale.ROOT)).toList()),
                person.zone(), language);
        return new Pages(desk.clock, new Words(), new org.wakebell.platform.web.Files(), request -> reader, new Origin(null), List.of(new OnCallEntry()))
                .of(new MockHttpServletRequest("GET", path));
    }

    /** What is shown; no key of a text, no style and no script in it. */
    static String html(View view) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        view.render(null, new MockHttpServletRequest("GET", "/"), response);
        String html = response.getContentAsString();
        assertThat(html).doesNotContain("oncall.", " style=", "<script>", "javascript:");
        return html;
    }
}
