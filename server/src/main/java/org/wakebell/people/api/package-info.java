/** People, services and tokens for programs, under {@code /api/v1}. */
@NullMarked
package org.wakebell.people.api;

import org.jspecify.annotations.NullMarked;
