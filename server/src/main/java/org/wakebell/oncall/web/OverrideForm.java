package org.wakebell.oncall.web;

/**
 * An override as the form shows and sends it: all text.
 *
 * @param kind {@code replace}, {@code add} or {@code remove}
 * @param from local to the schedule's zone
 */
public record OverrideForm(String kind, String person, String insteadOf, String from, String until) {}
