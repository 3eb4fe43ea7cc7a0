/** The On call page: the picture of the week, who and why, forms to make a schedule and to change one. */
@NullMarked
package org.wakebell.oncall.web;

import org.jspecify.annotations.NullMarked;
