@NullMarked
package org.wakebell.oncall.fair;

import org.jspecify.annotations.NullMarked;
