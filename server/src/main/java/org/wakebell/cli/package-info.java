/** Words of the command line that talk to a running server over its REST API, and the pure calendar for files. Knows no room. */
@NullMarked
@ApplicationModule(allowedDependencies = {"oncall :: code"})
package org.wakebell.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
