/** A receiver of signed webhooks. */
@NullMarked
package org.wakebell.sim.webhook;

import org.jspecify.annotations.NullMarked;
