/** The harness that starts, kills and asks the packaged program from outside. */
@NullMarked
package org.wakebell.e2e;

import org.jspecify.annotations.NullMarked;
