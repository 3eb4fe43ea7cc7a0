/** Stories in domain time: a settable clock, hand-cranked loops, twins that speak the wire, both databases. */
@NullMarked
package org.wakebell.story;

import org.jspecify.annotations.NullMarked;
