/** How much the doors take in, durably, beside a raw group commit and a server that forgets everything. */
@NullMarked
package org.wakebell.bench.intake;

import org.jspecify.annotations.NullMarked;
