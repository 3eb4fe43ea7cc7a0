package org.wakebell.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.wakebell.platform.secret.Tokens;

/**
 * Static files: ours in {@code static/}, htmx from its webjar. An address carries a fingerprint of the file's bytes, so
 * browsers keep a file for ever and fetch it again the moment it changes.
 */
public final class Files {

    private final Map<String, String> prints = new ConcurrentHashMap<>();
    private final List<Resource> folders;

    public Files() {
        PathMatchingResourcePatternResolver find = new PathMatchingResourcePatternResolver();
        try {
            this.folders = List.of(
                    find.getResource("classpath:/static/"),
                    find.getResources("classpath*:META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js")[0].createRelative("./"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Resource> folders() {
        return folders;
    }

    /** {@code /static/wakebell.css?v=1a2b3c4d}. */
    String address(String name) {
        return "/static/" + name + "?v=" + prints.computeIfAbsent(name, this::print);
    }

    private String print(String name) {
        Resource file = find(name);
        if (file == null) {
            throw new IllegalArgumentException("no static file named " + name);
        }
        try (InputStream in = file.getInputStream()) {
            return HexFormat.of().formatHex(Tokens.sha256(in.readAllBytes()), 0, 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Resource find(String name) {
        for (Resource folder : folders) {
            try {
                Resource file = folder.createRelative(name);
                if (file.exists()) {
                    return file;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return null;
    }
}
