/** Everything the walls forbid, done on purpose. */
@NullMarked
package org.wakebell.walls.broken;

import org.jspecify.annotations.NullMarked;
