package org.wakebell.walls;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the sources and classes lie that the walls look at. */
final class Yard {

    static final Path ROOT = Path.of("..");

    static final List<String> MODULES = List.of("zones", "drivers", "wire", "home", "sim", "server", "e2e", "bench");

    /** What the server's class path has of ours in production, twins included; templates made by a tool are not ours. */
    static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("/org/wakebell/jte/"))
            .importPackages("org.wakebell");

    /** Files of a module below a folder whose names end so. */
    static List<Path> files(String module, String below, String end) {
        Path folder = ROOT.resolve(module).resolve(below);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private Yard() {}
}
