/** How fast the calendar answers: who is on call now, and what the next weeks look like. */
@NullMarked
package org.wakebell.bench.oncall;

import org.jspecify.annotations.NullMarked;
