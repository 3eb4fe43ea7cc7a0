/** The Review screen and its numbers by REST. */
@NullMarked
package org.wakebell.review.web;

import org.jspecify.annotations.NullMarked;
