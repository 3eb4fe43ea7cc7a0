/** Sources, keys and doors: where events come in. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: secret", "platform :: vital", "people", "grading", "grading :: fingerprint", "triage"})
package org.wakebell.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
