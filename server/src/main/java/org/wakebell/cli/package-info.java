/** Words of the command line that talk to a running server over its REST API. Knows no room. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.wakebell.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
