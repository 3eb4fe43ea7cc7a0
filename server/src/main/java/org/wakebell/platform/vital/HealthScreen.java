package org.wakebell.platform.vital;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Entry;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Readers;
import org.wakebell.platform.web.SignedIn;

/** Could this server wake someone right now? For people as a page, for load balancers and watchdogs as JSON. */
@Controller
class HealthScreen {

    private final Checks checks;
    private final Versions versions;
    private final Readers readers;

    HealthScreen(Checks checks, Versions versions, Readers readers) {
        this.checks = checks;
        this.versions = versions;
        this.readers = readers;
    }

    @SignedIn
    @GetMapping("/status")
    View page(Page page) {
        return page.show("platform/health.jte", "report", checks.look().worstFirst(), "versions", versions);
    }

    /** 200 while people can be woken, 503 when they cannot. Reasons only for those who may know them. */
    @Anyone("says no more than ready, degraded or dead to strangers")
    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> health(HttpServletRequest request) {
        Checks.Report report = checks.look();
        boolean known = Nearby.isHere(request) || signedIn(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", word(report.worst()));
        body.put("checks", report.lines().stream().map(line -> told(line, known)).toList());
        if (known) {
            body.put("versions", versions);
        }
        HttpStatus status = report.worst() == Check.State.DEAD ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
    }

    /** Sessions and tokens are in the database; without it everybody is a stranger, and hears that much. */
    private boolean signedIn(HttpServletRequest request) {
        try {
            return readers.of(request).signedIn();
        } catch (DataAccessException | TransactionException e) {
            return false;
        }
    }

    private static Map<String, String> told(Checks.Line line, boolean known) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("name", line.name());
        told.put("state", word(line.finding().state()));
        if (known) {
            told.put("why", line.finding().why());
        }
        return told;
    }

    private static String word(Check.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Component
    static class HealthEntry implements Entry {
        @Override
        public int place() {
            return 90;
        }

        @Override
        public String path() {
            return "/status";
        }

        @Override
        public String word() {
            return "platform.health.nav";
        }

        @Override
        public String icon() {
            return "health";
        }
    }
}
