/** The walls of the house, as sentences that fail. Each has a fixture in {@code broken} that it must catch. */
@NullMarked
package org.wakebell.walls;

import org.jspecify.annotations.NullMarked;
