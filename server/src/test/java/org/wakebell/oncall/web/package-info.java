/** The pages as they leave the server, for readers of both languages. */
@NullMarked
package org.wakebell.oncall.web;

import org.jspecify.annotations.NullMarked;
