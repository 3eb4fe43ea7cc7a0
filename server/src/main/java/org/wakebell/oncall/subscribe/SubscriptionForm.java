package org.wakebell.oncall.subscribe;

/**
 * What was typed; the address is not shown again.
 *
 * @param whose {@code mine}, {@code team}, or the id of a schedule
 */
public record SubscriptionForm(String whose, String label, String zone) {}
