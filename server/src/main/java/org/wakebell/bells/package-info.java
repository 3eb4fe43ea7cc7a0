/** Bells of persons and places: orders, outcomes, hushes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: secret", "platform :: vital", "platform :: http", "people"})
package org.wakebell.bells;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
