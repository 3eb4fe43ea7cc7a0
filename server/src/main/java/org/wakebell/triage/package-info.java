/** Alerts, episodes, evidence and verdicts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: secret", "platform :: vital", "people", "grading", "paging", "incident"})
package org.wakebell.triage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
