/** Schedules for programs, under {@code /api/v1}. */
@NullMarked
package org.wakebell.oncall.api;

import org.jspecify.annotations.NullMarked;
