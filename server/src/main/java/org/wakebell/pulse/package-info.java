/** The outgoing pulse: a beat a minute along the whole line, to whoever watches this server from outside. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: vital", "people", "grading", "bells", "triage", "intake"})
package org.wakebell.pulse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
