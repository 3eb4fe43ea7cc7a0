/** What being on call costs whom, whether it is shared fairly, who should take a gap, and rotas that cost less. Pure. */
@NullMarked
package org.wakebell.oncall.fair;

import org.jspecify.annotations.NullMarked;
