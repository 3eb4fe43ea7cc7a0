/** The packaged programs as children of this JVM, and the server's REST API as anybody would use it. */
@NullMarked
package org.wakebell.sim.program;

import org.jspecify.annotations.NullMarked;
