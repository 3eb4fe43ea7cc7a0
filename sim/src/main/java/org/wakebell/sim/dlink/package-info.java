/** A twin of the D-Link DCH-S220 siren: its HNAP wire, its own timer, and its moods. */
@NullMarked
package org.wakebell.sim.dlink;

import org.jspecify.annotations.NullMarked;
