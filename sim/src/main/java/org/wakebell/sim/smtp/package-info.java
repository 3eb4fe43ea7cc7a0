/** A twin of a mail server that keeps what it gets, and its moods. */
@NullMarked
package org.wakebell.sim.smtp;

import org.jspecify.annotations.NullMarked;
