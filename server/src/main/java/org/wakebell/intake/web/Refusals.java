package org.wakebell.intake.web;

import java.time.Instant;

/** The last request that came with a key nobody knows. */
public record Refusals(Instant at, String why, String from) {}
