package org.wakebell.bells.bedside;

import org.springframework.stereotype.Component;
import org.wakebell.platform.web.Entry;

@Component
class BedsideEntry implements Entry {
    @Override
    public int place() {
        return 55;
    }

    @Override
    public String path() {
        return "/bedside";
    }

    @Override
    public String word() {
        return "bedside.title";
    }

    @Override
    public String icon() {
        return "moon";
    }
}
