/** What a server keeps when it is killed. */
@NullMarked
package org.wakebell.bench.crash;

import org.jspecify.annotations.NullMarked;
