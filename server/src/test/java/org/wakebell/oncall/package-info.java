/** Stories of the on-call room, on both databases. */
@NullMarked
package org.wakebell.oncall;

import org.jspecify.annotations.NullMarked;
