/** What is on the home network: multicast DNS, just enough to find devices that can ring. */
@NullMarked
package org.wakebell.drivers.discovery;

import org.jspecify.annotations.NullMarked;
