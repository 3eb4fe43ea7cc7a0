/** Twins of the vendors, speaking their wire; and what tests need started beside them. Shares nothing with drivers. */
@NullMarked
package org.wakebell.sim;

import org.jspecify.annotations.NullMarked;
