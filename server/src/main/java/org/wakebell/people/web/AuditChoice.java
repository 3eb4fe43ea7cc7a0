package org.wakebell.people.web;

/**
 * One line of a list to choose from on the audit screen.
 *
 * @param value as the address has it
 */
public record AuditChoice(String value, String word, boolean chosen) {}
