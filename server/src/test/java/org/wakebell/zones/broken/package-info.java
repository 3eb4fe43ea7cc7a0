/** Zone data that ask for a zone, on purpose. */
@NullMarked
package org.wakebell.zones.broken;

import org.jspecify.annotations.NullMarked;
