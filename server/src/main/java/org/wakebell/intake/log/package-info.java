/** Doors for log records: OTLP over HTTP, JSON lines. */
@NullMarked
package org.wakebell.intake.log;

import org.jspecify.annotations.NullMarked;
