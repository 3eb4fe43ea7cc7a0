/** Persons, teams, services, capabilities, zones and awake hours; who may do what. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: secret", "platform :: vital"})
package org.wakebell.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
