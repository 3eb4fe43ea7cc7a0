package org.wakebell.people;

/** People who look after the same services. */
public record Team(String id, String name) {}
