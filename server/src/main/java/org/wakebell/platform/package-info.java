/** The ground every room stands on; it knows no room. Each sub-package is a door of its own. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.wakebell.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
