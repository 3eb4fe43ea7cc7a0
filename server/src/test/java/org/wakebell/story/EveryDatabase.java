package org.wakebell.story;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * On a test class with a {@link Databases} parameter: every test runs on both databases. The quick run, and only that,
 * leaves PostgreSQL out: {@code -Dtest.databases=sqlite}. It also runs classes side by side; a parameterized class has
 * to ask for that itself, JUnit's default for classes passes it by.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@ArgumentsSource(EveryDatabase.Both.class)
public @interface EveryDatabase {

    /** The databases of this run. */
    final class Both implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            boolean quick = "sqlite".equals(System.getProperty("test.databases"));
            return Stream.of(Databases.values()).filter(d -> !quick || d == Databases.SQLITE).map(Arguments::of);
        }
    }
}
