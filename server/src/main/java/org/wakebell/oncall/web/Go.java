package org.wakebell.oncall.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** POST, redirect, GET: loading again sends nothing twice. */
final class Go {

    static View to(String path) {
        RedirectView view = new RedirectView(path, false, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private Go() {}
}
