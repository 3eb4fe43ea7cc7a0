/** What programs may ask of tonight, under {@code /api/v1}. */
@NullMarked
package org.wakebell.tonight.api;

import org.jspecify.annotations.NullMarked;
