package org.wakebell.bells.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class BellsEntry implements Entry {
    @Override
    public int place() {
        return 50;
    }

    @Override
    public String path() {
        return "/bells";
    }

    @Override
    public String word() {
        return "bells.nav";
    }

    @Override
    public String icon() {
        return "bell";
    }
}
