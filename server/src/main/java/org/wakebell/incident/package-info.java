/** Trouble that people work on: state, roles, timeline. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: http", "platform :: secret", "platform :: vital", "people", "paging"})
package org.wakebell.incident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
