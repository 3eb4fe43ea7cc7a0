package org.wakebell.grading;

/**
 * What became of an event.
 *
 * @param fingerprint what makes two events the same trouble; with its algorithm's version in front: {@code 1:…}
 * @param grouped why it has this fingerprint, for people
 * @param title one line for a list
 * @param rule the rule that decided, by its number in the source's order, or {@code default}
 * @param reason why it has this grade, for people
 */
public record Graded(Event event, Grade grade, String fingerprint, String grouped, String title, String rule, String reason) {}
