package org.wakebell.intake.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class SourcesEntry implements Entry {
    @Override
    public int place() {
        return 60;
    }

    @Override
    public String path() {
        return "/sources";
    }

    @Override
    public String word() {
        return "intake.nav";
    }

    @Override
    public String icon() {
        return "source";
    }
}
