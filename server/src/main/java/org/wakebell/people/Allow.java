package org.wakebell.people;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler (or a whole controller): accounts that have at least one of these roles; an admin always. A handler
 * without this, {@code @SignedIn} or {@code @Anyone} is closed to all, and a test says so. Whether the role also
 * reaches this object is for {@link Rights} to say.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Allow {
    Role[] value();
}
