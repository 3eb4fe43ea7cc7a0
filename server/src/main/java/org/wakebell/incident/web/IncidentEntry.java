package org.wakebell.incident.web;

import org.springframework.stereotype.Component;
import org.wakebell.incident.Incidents;
import org.wakebell.platform.web.Entry;
import org.wakebell.platform.web.Reader;

@Component
class IncidentEntry implements Entry {

    private final Incidents incidents;

    IncidentEntry(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public int place() {
        return 30;
    }

    @Override
    public String path() {
        return "/incidents";
    }

    @Override
    public String word() {
        return "incident.nav";
    }

    @Override
    public String icon() {
        return "incident";
    }

    @Override
    public int count(Reader reader) {
        return incidents.open().size();
    }
}
