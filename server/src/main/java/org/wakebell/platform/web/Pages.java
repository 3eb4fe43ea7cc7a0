package org.wakebell.platform.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.security.web.csrf.CsrfToken;
import org.wakebell.platform.clock.Clock;

/** Makes a {@link Page} for a request: templates, words, files and navigation, put together once. */
public final class Pages {

    private final Clock clock;
    private final Words words;
    private final Files files;
    private final Readers readers;
    private final Origin origin;
    private final List<Entry> entries;
    private final Colours colours;
    private final TemplateEngine engine;

    public Pages(Clock clock, Words words, Files files, Readers readers, Origin origin, List<Entry> entries) {
        this(clock, words, files, readers, origin, entries, person -> "p1");
    }

    public Pages(Clock clock, Words words, Files files, Readers readers, Origin origin, List<Entry> entries, Colours colours) {
        this.colours = colours;
        this.clock = clock;
        this.words = words;
        this.files = files;
        this.readers = readers;
        this.origin = origin;
        this.entries = entries.stream().sorted(Comparator.comparingInt(Entry::place)).toList();
        this.engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.wakebell.jte");
        this.engine.setBinaryStaticContent(true);
    }

    public Page of(HttpServletRequest request) {
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        Page.Csrf csrf = token == null
                ? new Page.Csrf("_csrf", "X-CSRF-TOKEN", "")
                : new Page.Csrf(token.getParameterName(), token.getHeaderName(), token.getToken());
        return new Page(
                this,
                readers.of(request),
                clock.instant(),
                origin.of(request),
                request.getRequestURI(),
                request.getQueryString(),
                csrf);
    }

    Words words() {
        return words;
    }

    Files files() {
        return files;
    }

    List<Entry> entries() {
        return entries;
    }

    Colours colours() {
        return colours;
    }

    TemplateEngine engine() {
        return engine;
    }
}
