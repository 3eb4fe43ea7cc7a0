package org.wakebell.sim.broken;

import org.wakebell.drivers.Ring;

/** Breaks the wall between twins and drivers, so that the wall can be seen to stand. */
public record Twin(Ring ring) {}
