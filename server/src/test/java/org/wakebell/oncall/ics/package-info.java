@NullMarked
package org.wakebell.oncall.ics;

import org.jspecify.annotations.NullMarked;
