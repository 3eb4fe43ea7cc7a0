package org.wakebell.people.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class PeopleEntry implements Entry {
    @Override
    public int place() {
        return 70;
    }

    @Override
    public String path() {
        return "/people";
    }

    @Override
    public String word() {
        return "people.nav";
    }

    @Override
    public String icon() {
        return "people";
    }
}
