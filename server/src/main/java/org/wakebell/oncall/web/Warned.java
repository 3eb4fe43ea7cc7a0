package org.wakebell.oncall.web;

/**
 * A warning as a reader sees it.
 *
 * @param loud a 911 could find nobody who can help
 * @param schedule its id
 * @param mend where it is put right, or empty if that is the schedule's own page
 */
public record Warned(boolean loud, String schedule, String name, String text, String mend) {}
