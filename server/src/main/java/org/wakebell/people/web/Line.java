package org.wakebell.people.web;

import org.jspecify.annotations.Nullable;
import org.wakebell.people.Absence;
import org.wakebell.people.Person;

/**
 * One person in the list.
 *
 * @param roles {@code able} and {@code teams}: in words
 * @param away why they are off now, or null
 * @param entered they have chosen a password, so they have been here
 */
public record Line(Person person, boolean awake, String roles, String able, String teams, boolean entered, @Nullable Absence away) {}
