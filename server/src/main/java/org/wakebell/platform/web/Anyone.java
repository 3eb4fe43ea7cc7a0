package org.wakebell.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a handler (or a whole controller): whoever asks is served, signed in or not. A handler that says nothing is closed. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Anyone {

    /** Why that is safe: {@code "the source's key is checked inside"}. */
    String value();
}
