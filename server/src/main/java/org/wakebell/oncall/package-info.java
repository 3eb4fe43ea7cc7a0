/** On-call schedules: who, at this instant, and why. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: http", "platform :: web", "platform :: secret", "platform :: vital", "people"})
package org.wakebell.oncall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
