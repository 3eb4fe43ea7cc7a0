/** How soon the packaged home agent is there, and how much memory it takes. */
@NullMarked
package org.wakebell.bench.home;

import org.jspecify.annotations.NullMarked;
