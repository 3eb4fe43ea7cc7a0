@NullMarked
package org.wakebell.oncall.ical;

import org.jspecify.annotations.NullMarked;
