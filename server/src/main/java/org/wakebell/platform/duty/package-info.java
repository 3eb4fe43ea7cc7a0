/** Durable work and timers: what the system owes is a row with a due time. */
@NullMarked
@NamedInterface("duty")
package org.wakebell.platform.duty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
