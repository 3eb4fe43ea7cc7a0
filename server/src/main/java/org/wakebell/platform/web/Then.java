package org.wakebell.platform.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Where a browser goes after a form: POST, redirect, GET, so that loading again sends nothing twice. */
public final class Then {

    /** @param path inside this server */
    public static View go(String path) {
        RedirectView view = new RedirectView(path, false, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    /** The path if it leads to a page of this server, else the Board: nobody is sent elsewhere by a forged link. */
    public static String inside(String path) {
        boolean plain = path.startsWith("/")
                && !path.startsWith("//")
                && !path.contains("\\")
                && path.chars().noneMatch(Character::isISOControl);
        try {
            return plain && !URI.create(path.replace(" ", "%20")).isAbsolute() ? path : "/";
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    private Then() {}
}
