package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullMarked;

/** One way of seeing screens, such as a telephone in the dark, and what must be true of every screen seen so. */
@NullMarked
final class Sight implements AutoCloseable {

    private static final String PICTURES = System.getProperty("pictures", "");
    private static final int TABS = 90;

    private static final Pattern KEY =
            Pattern.compile("\\b(paging|triage|bells|oncall|people|platform|intake|incident|tonight)\\.[a-z.]+\\b");

    /** Names of fields and buttons that nothing names to somebody who cannot see them. */
    private static final String NAMELESS = """
            () => [...document.querySelectorAll('input:not([type=hidden]),select,textarea,button,summary,a[href]')]
              .filter(e => e.checkVisibility())
              .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.getAttribute('title')
                || [...(e.labels || [])].some(l => l.textContent.trim())
                || (!/^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName) && e.textContent.trim())))
              .map(e => e.outerHTML.slice(0, 120))""";

    /** What sticks out to the right, if the page can be moved sideways. */
    private static final String WIDER = """
            width => document.scrollingElement.scrollWidth <= width ? [] :
              [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 0.5
                && !e.closest('.scroll') && e.checkVisibility()).slice(0, 5).map(e => e.outerHTML.slice(0, 120))
                .concat('scrollWidth ' + document.scrollingElement.scrollWidth)""";

    /** What runs over the right edge of the sheet it lies on; what scrolls inside may be as wide as it is. */
    private static final String SPILT = """
            () => [...document.querySelectorAll('.sheet')].filter(s => s.checkVisibility()).flatMap(s => {
              const edge = s.getBoundingClientRect().right + 0.5;
              return [...s.querySelectorAll('*')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > edge
                && !e.closest('svg,thead') && !e.parentElement.closest('.scroll,pre')).map(e => e.outerHTML.slice(0, 120)); })""";

    /** What a thumb would miss: less than 44 px either way. Links in the middle of a sentence are as high as its lines. */
    private static final String SMALL = """
            () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')]
              .map(e => /^(checkbox|radio)$/.test(e.type) ? e.closest('label') || e : e)
              .filter(e => e.checkVisibility() && !e.closest('svg') && getComputedStyle(e).display !== 'inline')
              .filter(e => { const b = e.getBoundingClientRect(); return b.width > 1 && b.height > 1 && (b.width < 43.5 || b.height < 43.5); })
              .map(e => { const b = e.getBoundingClientRect(); return Math.round(b.width) + 'x' + Math.round(b.height) + ' ' + e.outerHTML.slice(0, 100); })""";

    /** Buttons whose words are not in their middle. */
    private static final String CROOKED = """
            () => [...document.querySelectorAll('.btn')].filter(b => b.checkVisibility()).filter(b => {
              const words = document.createRange(); words.selectNodeContents(b);
              const inner = words.getBoundingClientRect(), outer = b.getBoundingClientRect();
              return inner.height > 0 && Math.abs(inner.top + inner.bottom - outer.top - outer.bottom) > 8; })
              .map(b => b.outerHTML.slice(0, 120))""";

    /** Words too pale to read, by the formula of WCAG 2.2, 1.4.3; what is switched off may be pale. */
    private static final String PALE = """
            () => { const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
              const light = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b; };
              const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
                if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
              return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility({checkOpacity: true}) && !e.closest('svg,[disabled],.gone,option')
                  && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .map(e => { const s = getComputedStyle(e), a = light(parse(s.color)), b = light(ground(e));
                  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), size = parseFloat(s.fontSize);
                  return ratio < (size >= 24 || size >= 18.6 && s.fontWeight >= 700 ? 3 : 4.5) ? ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 100) : ''; })
                .filter(x => x); }""";

    /** Is what has the focus the main thing to do, and can one see that it has it? */
    private static final String FOCUSED = """
            () => { const e = document.activeElement, main = document.querySelector('main');
              if (!e || !main || !main.contains(e) || e === main) return '';
              const wanted = [...main.querySelectorAll('.btn')].filter(b => b.checkVisibility());
              if (wanted.length && !wanted.includes(e)) return '';
              const s = getComputedStyle(e), box = e.getBoundingClientRect();
              const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0
                && box.bottom > 0 && box.top < innerHeight;
              return seen ? 'seen' : 'unseen: ' + e.outerHTML.slice(0, 120); }""";

    private static final String ANYTHING = """
            () => [...document.querySelectorAll('main a[href],main button,main input,main summary')].some(e => e.checkVisibility())""";

    private final URI server;
    private final String language;
    private final ColorScheme colours;
    private final int width;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Sight(Browser browser, URI server, String cookies, String language, ColorScheme colours, int width) {
        this.server = server;
        this.language = language;
        this.colours = colours;
        this.width = width;
        context = browser.context(width, colours, cookies, true, language);
        context.addInitScript("document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))");
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
    }

    void visit(SoftAssertions all, String name, String path) {
        String where = name + "-" + language + "-" + colours.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
        complaints.clear();
        Response response = page.navigate(server.resolve(path).toString());
        assertThat(response).isNotNull();
        all.assertThat(response.status()).as(where + " is there").isEqualTo(200);
        all.assertThat(page.evaluate("document.documentElement.lang")).as(where + " says its language").isEqualTo(language);
        all.assertThat(page.locator("h1").count()).as(where + " has one headline").isEqualTo(1);
        all.assertThat(page.evaluate(WIDER, width)).as(where + " does not move sideways").isEqualTo(List.of());
        all.assertThat(page.evaluate(SPILT)).as(where + " keeps to its sheets").isEqualTo(List.of());
        all.assertThat(page.evaluate(SMALL)).as(where + " can be hit with a thumb").isEqualTo(List.of());
        all.assertThat(page.evaluate(NAMELESS)).as(where + " names its fields and buttons").isEqualTo(List.of());
        all.assertThat(page.evaluate(CROOKED)).as(where + " has straight buttons").isEqualTo(List.of());
        all.assertThat(page.evaluate(PALE)).as(where + " can be read").isEqualTo(List.of());
        all.assertThat(KEY.matcher(page.innerText("body")).results().map(m -> m.group()).toList()).as(where + " shows words, no keys").isEmpty();
        if (!PICTURES.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(PICTURES).resolve(where + ".png")));
        }
        if (page.evaluate(ANYTHING).equals(true)) {
            all.assertThat(tabbed()).as(where + " shows where the keyboard is").isEqualTo("seen");
        }
        all.assertThat(complaints).as(where + " leaves nothing on the console").isEmpty();
    }

    /** Tab by Tab, as somebody without a mouse gets to the first button of the screen. */
    private String tabbed() {
        page.evaluate("() => { document.activeElement?.blur(); window.getSelection()?.removeAllRanges(); }");
        for (int i = 0; i < TABS; i++) {
            page.keyboard().press("Tab");
            String found = String.valueOf(page.evaluate(FOCUSED));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "not reached within " + TABS + " Tabs";
    }

    @Override
    public void close() {
        context.close();
    }
}
