package org.wakebell.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** Debian's Chromium, driven by Playwright, which never fetches a browser of its own. */
@NullMarked
final class Browser implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    Browser() {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("this test needs a browser, and " + PROGRAM + " is not there: apt-get install chromium");
        }
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Playwright makes a fresh profile for every launch, and a fresh jar of cookies for every context.
        chromium = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(PROGRAM)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
    }

    /** @param cookies what {@link BrowserContext#storageState()} gave, or empty for a stranger */
    BrowserContext context(int width, ColorScheme colours, String cookies, boolean javascript) {
        return context(width, colours, cookies, javascript, "en");
    }

    /** @param language what the browser asks for */
    BrowserContext context(int width, ColorScheme colours, String cookies, boolean javascript, String language) {
        com.microsoft.playwright.Browser.NewContextOptions options = new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 780 : 900)
                .setColorScheme(colours)
                .setLocale(language.equals("ko") ? "ko-KR" : "en-GB")
                .setJavaScriptEnabled(javascript);
        if (!cookies.isEmpty()) {
            options.setStorageState(cookies);
        }
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(20_000);
        return context;
    }

    /** A screen of a desk, by day. */
    Page desk() {
        return context(1440, ColorScheme.LIGHT, "", true).newPage();
    }

    /** A telephone in the dark on which nothing runs. */
    Page still(String cookies) {
        return context(360, ColorScheme.DARK, cookies, false).newPage();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
