/** What the server and the home agent say to each other: records, their JSON, and the keys that sign them. */
@NullMarked
package org.wakebell.wire;

import org.jspecify.annotations.NullMarked;
