/** An event becomes a grade, a fingerprint, a title and a reason. Pure. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.wakebell.grading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
