/** Words of the command line that talk to a running server over its REST API. */
@NullMarked
package org.wakebell.cli;

import org.jspecify.annotations.NullMarked;
