/** Health checks and metrics. */
@NullMarked
@NamedInterface("vital")
package org.wakebell.platform.vital;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
