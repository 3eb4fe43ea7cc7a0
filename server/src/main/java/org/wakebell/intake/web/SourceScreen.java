package org.wakebell.intake.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.grading.Graded;
import org.wakebell.intake.Sources;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Where events come from: everyone may look and try a line; who may change what is for {@link Sources} to say. */
@Controller
class SourceScreen {

    /** What was typed and what was wrong with it; empty where nothing was. */
    record Form(String name, String service, String kind, @Nullable Refusal wrong) {
        static final Form EMPTY = new Form("", "", "opentelemetry", null);
    }

    private final Sources sources;
    private final Readings readings;
    private final People people;

    SourceScreen(Sources sources, Readings readings, People people) {
        this.sources = sources;
        this.readings = readings;
        this.people = people;
    }

    @SignedIn
    @GetMapping("/sources")
    View list(Page page) {
        return list(page, Form.EMPTY);
    }

    private View list(Page page, Form form) {
        List<Overview> all = readings.all();
        return page.show("intake/list.jte", "all", all, "headline", headline(page, all), "stranger", readings.strangers(),
                "services", people.services(), "name", form.name, "service", form.service, "kind", form.kind,
                "wrong", form.wrong == null ? "" : form.wrong.message());
    }

    private static String headline(Page page, List<Overview> all) {
        if (all.isEmpty()) {
            return page.t("intake.headline.none");
        }
        long refused = all.stream().filter(Overview::refused).count();
        if (refused > 0) {
            return page.t("intake.headline.refused", refused);
        }
        long silent = all.stream().filter(o -> o.day() == 0).count();
        return silent > 0 ? page.t("intake.headline.silent", all.size(), silent) : page.t("intake.headline.all", all.size());
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/sources")
    View create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String kind,
            Actor actor, Page page, HttpServletResponse response) {
        try {
            Sources.Created created = sources.create(actor, name, service, kind);
            return keyOnce(page, created.source().id(), created.key());
        } catch (Refusal wrong) {
            response.setStatus(400);
            return list(page, new Form(name, service, kind, wrong));
        }
    }

    @SignedIn
    @GetMapping("/sources/{id}")
    View one(@PathVariable String id, Page page) {
        Overview it = known(id);
        return one(page, it, RuleRow.of(it.source().rules()), "", "", "", null);
    }

    private View one(Page page, Overview it, List<RuleRow> rows, String wrong, String line, String level, @Nullable Graded tried) {
        return page.show("intake/one.jte", "it", it, "rows", rows, "wrong", wrong, "keys", readings.keys(it.source().id()),
                "services", people.services(), "snippets", Snippet.of(it.source(), page.absolute(""), "KEY"), "line", line, "level", level,
                "tried", Optional.ofNullable(tried));
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/sources/{id}")
    View edit(@PathVariable String id, @RequestParam String name, @RequestParam String service, Actor actor) {
        sources.edit(actor, id, name, service);
        return back(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/sources/{id}/rules")
    View rules(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor, Page page, HttpServletResponse response) {
        // Not as List parameters: Spring would split a single value at its commas.
        List<RuleRow> rows = RuleRow.typed(sent.getOrDefault("place", List.of()), sent.getOrDefault("when", List.of()),
                sent.getOrDefault("grade", List.of()));
        try {
            sources.rules(actor, id, RuleRow.rules(rows), version);
            return back(id);
        } catch (Refusal wrong) {
            if (wrong.kind() != Refusal.Kind.INVALID) {
                throw wrong;
            }
            response.setStatus(400);
            return one(page, known(id), rows, wrong.message(), "", "", null);
        }
    }

    /** Shows; changes nothing. A POST because a line with its stack trace does not fit into an address. */
    @SignedIn
    @PostMapping("/sources/{id}/try")
    View tryOut(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String line,
            @RequestParam(defaultValue = "") String level,
            Page page, HttpServletResponse response) {
        Overview it = known(id);
        try {
            Graded tried = Trial.of(it.source(), line, level, page.now());
            return one(page, it, RuleRow.of(it.source().rules()), "", line, level, tried);
        } catch (Refusal wrong) {
            response.setStatus(400);
            return one(page, it, RuleRow.of(it.source().rules()), wrong.message(), line, level, null);
        }
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/sources/{id}/keys")
    View newKey(@PathVariable String id, Actor actor, Page page) {
        return keyOnce(page, id, sources.newKey(actor, id));
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/sources/{id}/keys/{key}/retire")
    View retire(@PathVariable String id, @PathVariable String key, Actor actor) {
        sources.retire(actor, id, key);
        return back(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/sources/{id}/limit")
    View limit(@PathVariable String id, @RequestParam long most, Actor actor) {
        sources.most(actor, id, most);
        return back(id);
    }

    @Allow(Role.ADMIN)
    @PostMapping("/sources/{id}/trust")
    View trust(@PathVariable String id, @RequestParam boolean trusted, Actor actor) {
        sources.trust(actor, id, trusted);
        return back(id);
    }

    @Allow({Role.ADMIN, Role.RESPONDER})
    @PostMapping("/sources/{id}/delete")
    View delete(@PathVariable String id, Actor actor) {
        sources.delete(actor, id);
        return seeOther("/sources");
    }

    private View keyOnce(Page page, String id, Secret key) {
        Overview it = known(id);
        return page.show("intake/key.jte", "it", it, "key", key.reveal(), "snippets", Snippet.of(it.source(), page.absolute(""), key.reveal()));
    }

    private Overview known(String id) {
        return readings.one(id).orElseThrow(() -> Refusal.missing("There is no such source."));
    }

    private static View back(String id) {
        return seeOther("/sources/" + id);
    }

    private static View seeOther(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
