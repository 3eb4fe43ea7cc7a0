package org.wakebell.people.web;

import org.wakebell.people.Audit;

/** @param act what was done, in words */
public record AuditShown(Audit.Line line, String act) {}
