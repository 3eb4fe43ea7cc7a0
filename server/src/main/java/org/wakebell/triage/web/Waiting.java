package org.wakebell.triage.web;

import org.wakebell.triage.Triage;

/** One alert on the Board's card. Public for the template. */
public record Waiting(Triage.Glance glance, String service, Chart chart) {}
