/** The shell: {@link org.wakebell.House} puts the rooms together; everything else here starts or serves it. */
@NullMarked
package org.wakebell;

import org.jspecify.annotations.NullMarked;
