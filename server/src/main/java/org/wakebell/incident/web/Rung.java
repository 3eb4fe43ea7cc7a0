package org.wakebell.incident.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One bell of one person, as its row on the screen. Public for the template.
 *
 * @param at when it was known to sound, or took it
 */
public record Rung(
        String person, String name, String bell, String state, String outcome, String proof, String why, Instant due, @Nullable Instant at) {}
