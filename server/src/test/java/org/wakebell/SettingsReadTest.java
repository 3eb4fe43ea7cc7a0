package org.wakebell;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that nobody reads does not exist. */
class SettingsReadTest {

    static final JavaClasses SHELL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.wakebell");

    static List<Class<?>> records() {
        return List.of(Settings.class, Settings.Server.class, Settings.Database.class, Settings.Mail.class, Settings.Pulse.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_setting_is_read_by_someone(Class<?> settings) {
        for (RecordComponent one : settings.getRecordComponents()) {
            assertThat(SHELL.get(settings).getMethod(one.getName()).getAccessesToSelf())
                    .as(settings.getSimpleName() + "." + one.getName())
                    .anyMatch(access -> !access.getOriginOwner().getName().startsWith("org.wakebell.Settings"));
        }
    }
}
