package org.wakebell.oncall.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class OnCallEntry implements Entry {
    @Override
    public int place() {
        return 40;
    }

    @Override
    public String path() {
        return "/on-call";
    }

    @Override
    public String word() {
        return "oncall.nav";
    }

    @Override
    public String icon() {
        return "oncall";
    }
}
