package org.wakebell.incident.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address that hears what becomes of incidents.
 *
 * @param service of which it hears; empty for all
 * @param heard when it last took something, or null
 * @param failing since when it takes nothing, or null
 * @param why what it answered then, for people
 */
public record Hook(
        String id,
        String name,
        String url,
        Shape shape,
        String service,
        Instant made,
        @Nullable Instant heard,
        @Nullable Instant failing,
        String why) {}
