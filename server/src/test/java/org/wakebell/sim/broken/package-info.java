/** A twin that knows its driver, on purpose. */
@NullMarked
package org.wakebell.sim.broken;

import org.jspecify.annotations.NullMarked;
