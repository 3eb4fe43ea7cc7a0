/** The written contract of docs/oncall.md, sentence by sentence. */
@NullMarked
package org.wakebell.oncall.rotation;

import org.jspecify.annotations.NullMarked;
