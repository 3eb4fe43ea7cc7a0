/**
 * {@code wakebell demo}: one night of a small team, played on the packaged programs. Only the siren and the mail server
 * are twins.
 */
@NullMarked
package org.wakebell.sim.demo;

import org.jspecify.annotations.NullMarked;
