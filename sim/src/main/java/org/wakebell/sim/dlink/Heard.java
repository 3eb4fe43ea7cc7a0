package org.wakebell.sim.dlink;

import java.time.Instant;

/**
 * One thing that could be heard in the bedroom.
 *
 * @param what {@code sounded} or {@code stopped}
 * @param why {@code order}, {@code dismissed}, {@code timer}, {@code order} for a sound replaced by another
 * @param at when, by the twin's clock
 * @param type sound 1 to 6, see the D-Link's SoundType
 * @param volume 1 to 100
 * @param seconds ordered length
 */
public record Heard(String what, String why, Instant at, int type, int volume, int seconds) {}
