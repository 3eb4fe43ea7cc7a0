/** What grows when the server runs for long. */
@NullMarked
package org.wakebell.bench.soak;

import org.jspecify.annotations.NullMarked;
