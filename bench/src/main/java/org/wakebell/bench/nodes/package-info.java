/** What several nodes and a replicated database keep when one of them goes. */
@NullMarked
package org.wakebell.bench.nodes;

import org.jspecify.annotations.NullMarked;
