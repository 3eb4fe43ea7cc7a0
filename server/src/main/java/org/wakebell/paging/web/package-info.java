/** The answer screen: one hand, one eye open. */
@NullMarked
package org.wakebell.paging.web;

import org.jspecify.annotations.NullMarked;
