/** Could this person be woken tonight? Checked before the night, shown, complained about. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: duty", "platform :: web", "platform :: secret", "platform :: vital", "people", "oncall", "bells", "paging"})
package org.wakebell.tonight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
