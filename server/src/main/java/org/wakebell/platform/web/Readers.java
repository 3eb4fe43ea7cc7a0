package org.wakebell.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/** Says who reads. The room that knows people implements it; it must not fail and must not open a session. */
@FunctionalInterface
public interface Readers {

    Reader of(HttpServletRequest request);

    /** Someone unknown: the browser's language, and UTC because nothing else is known. */
    static Reader stranger(HttpServletRequest request) {
        return new Reader(null, "", Set.of(), ZoneOffset.UTC, language(request));
    }

    /** The first of the browser's languages that we speak. */
    static Locale language(HttpServletRequest request) {
        var asked = request.getLocales();
        while (asked.hasMoreElements()) {
            String language = asked.nextElement().getLanguage();
            if (language.equals("ko")) {
                return Locale.KOREAN;
            }
            if (language.equals("en")) {
                return Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }
}
