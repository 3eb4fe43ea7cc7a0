/** What others feel while one source, or one page, is very loud. */
@NullMarked
package org.wakebell.bench.storm;

import org.jspecify.annotations.NullMarked;
