@NullMarked
package org.wakebell.oncall.subscribe;

import org.jspecify.annotations.NullMarked;
