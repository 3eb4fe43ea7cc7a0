@NullMarked
package org.wakebell.oncall.code;

import org.jspecify.annotations.NullMarked;
