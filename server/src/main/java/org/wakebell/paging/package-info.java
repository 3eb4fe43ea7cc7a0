/** Escalation policies, pages, rings and answers. Knows whom it promised to reach, never what is broken. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: secret", "platform :: vital", "people", "oncall", "bells"})
package org.wakebell.paging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
