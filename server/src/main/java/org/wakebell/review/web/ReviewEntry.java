package org.wakebell.review.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class ReviewEntry implements Entry {
    @Override
    public int place() {
        return 80;
    }

    @Override
    public String path() {
        return "/review";
    }

    @Override
    public String word() {
        return "review.nav";
    }

    @Override
    public String icon() {
        return "review";
    }
}
