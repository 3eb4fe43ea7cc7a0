package org.wakebell.platform.web;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/** A rendered template. It is whole before its first byte leaves, so a failing template becomes an error page. */
record Shown(TemplateEngine engine, String template, Map<String, Object> model) implements View {

    @Override
    public String getContentType() {
        return "text/html;charset=utf-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> unused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Utf8ByteOutput out = new Utf8ByteOutput();
        engine.render(template, model, out);
        response.setContentType(getContentType());
        response.setContentLength(out.getContentLength());
        out.writeTo(response.getOutputStream());
    }
}
