package org.wakebell.incident.web;

import java.time.Instant;

/** One bell of one person, as its row on the screen. Public for the template. */
public record Rung(
        String person, String name, String bell, String state, String outcome, String proof, String why, Instant due) {}
