/** What time it is and how to wait for it. Nobody else in the server reads a clock or sleeps. */
@NullMarked
@NamedInterface("clock")
package org.wakebell.platform.clock;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
