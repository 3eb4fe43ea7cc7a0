package org.wakebell;

import java.util.List;

/** The settings are wrong; the server does not start. The message has one sentence a line, for the operator's eyes. */
public final class SettingsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsRefused(List<String> sentences) {
        super(String.join("\n", sentences), null, false, false);
    }
}
