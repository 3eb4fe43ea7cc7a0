package org.wakebell.paging.web;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class PoliciesEntry implements Entry {
    @Override
    public int place() {
        return 45;
    }

    @Override
    public String path() {
        return "/policies";
    }

    @Override
    public String word() {
        return "paging.policies.nav";
    }

    @Override
    public String icon() {
        return "moon";
    }
}
