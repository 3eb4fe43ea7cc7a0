package org.wakebell.intake.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One active key, as far as it can still be shown. */
public record KeyLine(String id, String prefix, Instant created, @Nullable Instant used) {}
