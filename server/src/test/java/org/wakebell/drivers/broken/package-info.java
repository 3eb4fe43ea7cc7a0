/** A driver that knows a database, on purpose. */
@NullMarked
package org.wakebell.drivers.broken;

import org.jspecify.annotations.NullMarked;
