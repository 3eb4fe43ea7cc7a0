/** Measurements of the packaged program, each with a baseline in the same run. */
@NullMarked
package org.wakebell.bench;

import org.jspecify.annotations.NullMarked;
