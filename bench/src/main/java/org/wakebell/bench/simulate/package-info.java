/** Nights in a world of its own time: whole houses, one database in memory, and everything that can go wrong. */
@NullMarked
package org.wakebell.bench.simulate;

import org.jspecify.annotations.NullMarked;
