package org.wakebell.platform.web;

import gg.jte.Content;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * One answer to one reader, and all that a template may ask of the frame. A controller takes it as an argument and
 * returns {@link #show}; a template declares {@code @param Page page}.
 */
public final class Page {

    /** One entry of the navigation as this reader sees it. */
    public record Link(String path, String word, String icon, int count, boolean current) {}

    private final Pages pages;
    private final Reader reader;
    private final Times times;
    private final String origin;
    private final String path;
    private final @Nullable String query;
    private final Csrf csrf;

    /** The token that every form carries in a hidden field of this name. */
    public record Csrf(String field, String header, String token) {}

    Page(Pages pages, Reader reader, Instant now, String origin, String path, @Nullable String query, Csrf csrf) {
        this.pages = pages;
        this.reader = reader;
        this.times = new Times(pages.words(), reader.language(), reader.zone(), now);
        this.origin = origin;
        this.path = path;
        this.query = query;
        this.csrf = csrf;
    }

    /** The same answer for someone else's eyes: a signed link names whom it speaks for, in whose zone and language. */
    public Page readBy(Reader other) {
        return new Page(pages, other, times.now(), origin, path, query, csrf);
    }

    /** A whole page or a fragment: {@code show("incident/show.jte", "it", view)}, names and values in turn. */
    public View show(String template, Object... namesAndValues) {
        return new Shown(pages.engine(), template, model(namesAndValues));
    }

    /** The same as content to be put into another template. */
    public Content part(String template, Object... namesAndValues) {
        Map<String, Object> model = model(namesAndValues);
        return out -> pages.engine().render(template, model, out);
    }

    private Map<String, Object> model(Object... namesAndValues) {
        Map<String, Object> model = new HashMap<>();
        model.put("page", this);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            model.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return model;
    }

    /** A text in the reader's language. */
    public String t(String key, Object... values) {
        return pages.words().say(reader.language(), key, values);
    }

    /** Is there a text of this key in the reader's language? */
    public boolean knows(String key) {
        return pages.words().has(reader.language(), key);
    }

    public Reader reader() {
        return reader;
    }

    public Times times() {
        return times;
    }

    public Instant now() {
        return times.now();
    }

    public String language() {
        return reader.language().getLanguage();
    }

    public Csrf csrf() {
        return csrf;
    }

    /** The path that was asked for, without a query. */
    public String path() {
        return path;
    }

    /** Path and query, to come back to after signing in. */
    public String address() {
        return query == null ? path : path + "?" + query;
    }

    /** A link that works outside this server: {@code https://wakebell.example.org/invite?key=…}. */
    public String absolute(String inside) {
        return origin + inside;
    }

    /** The address of a static file, with its fingerprint so that it may be kept for ever. */
    public String file(String name) {
        return pages.files().address(name);
    }

    public List<Link> nav() {
        return pages.entries().stream()
                .filter(e -> e.shownTo(reader))
                .map(e -> new Link(e.path(), t(e.word()), e.icon(), e.count(reader), isCurrent(e)))
                .toList();
    }

    private boolean isCurrent(Entry entry) {
        return entry.path().equals("/") ? path.equals("/") : path.equals(entry.path()) || path.startsWith(entry.path() + "/");
    }

    /** Initials for a face: {@code MK}; a Korean name gives its given name. */
    public static String initials(String name) {
        String[] parts = name.strip().split("\\s+");
        String first = parts[0];
        if (first.isEmpty()) {
            return "?";
        }
        if (first.codePointAt(0) >= 0xAC00 && first.codePointAt(0) <= 0xD7A3) {
            return first.length() > 2 ? first.substring(1, 3) : first;
        }
        String last = parts.length > 1 ? parts[parts.length - 1] : "";
        return (first.substring(0, first.offsetByCodePoints(0, 1)) + (last.isEmpty() ? "" : last.substring(0, last.offsetByCodePoints(0, 1))))
                .toUpperCase(java.util.Locale.ROOT);
    }

    /** The colour that stays with a person on every screen. */
    public String colour(String person) {
        return pages.colours().of(person);
    }
}
