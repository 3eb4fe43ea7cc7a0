/** The page in a browser beside the bed: armed with a tap, watched by its heartbeat, rings with the device's speaker. */
@NullMarked
@NamedInterface("bedside")
package org.wakebell.bells.bedside;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
