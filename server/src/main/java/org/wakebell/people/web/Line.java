package org.wakebell.people.web;

import org.wakebell.people.Person;

/**
 * One person in the list.
 *
 * @param roles {@code able} and {@code teams}: in words
 * @param entered they have chosen a password, so they have been here
 */
public record Line(Person person, boolean awake, String roles, String able, String teams, boolean entered) {}
