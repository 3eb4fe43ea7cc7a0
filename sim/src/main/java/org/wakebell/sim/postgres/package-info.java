/** Debian's own PostgreSQL, started for tests and stopped after them. */
@NullMarked
package org.wakebell.sim.postgres;

import org.jspecify.annotations.NullMarked;
