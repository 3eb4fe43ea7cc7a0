/** How long it takes from an event to the siren at the bedside. */
@NullMarked
package org.wakebell.bench.latency;

import org.jspecify.annotations.NullMarked;
