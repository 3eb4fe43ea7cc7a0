/** Doors for alerts that another system already raised: PagerDuty Events v2, Prometheus. */
@NullMarked
package org.wakebell.intake.alert;

import org.jspecify.annotations.NullMarked;
