/**
 * Time zone rules of our own, in place of the JDK's: read from TZif files (RFC 9636), shipped with the program, replaced
 * by newer ones of the system or the operator. {@link org.wakebell.zones.ZoneData} is loaded by {@code java.time} itself,
 * so nothing here may ask for a zone, log, or depend on anything but the JDK.
 */
@NullMarked
package org.wakebell.zones;

import org.jspecify.annotations.NullMarked;
