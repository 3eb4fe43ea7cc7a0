package org.wakebell.triage.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;
import org.wakebell.platform.web.Reader;
import org.wakebell.triage.Triage;

@Component
class TriageEntry implements Entry {

    private final Triage triage;

    TriageEntry(Triage triage) {
        this.triage = triage;
    }

    @Override
    public int place() {
        return 20;
    }

    @Override
    public String path() {
        return "/triage";
    }

    @Override
    public String word() {
        return "triage.nav";
    }

    @Override
    public String icon() {
        return "triage";
    }

    @Override
    public int count(Reader reader) {
        return triage.waiting();
    }
}
