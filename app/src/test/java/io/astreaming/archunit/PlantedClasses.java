package io.astreaming.archunit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;

/** Our own classes, with others planted among them. */
final class PlantedClasses {
    private PlantedClasses() {}

    /**
     * Compiles sources and imports them together with all that is really there.
     *
     * @param sources a source for each fully qualified name
     * @param folder a folder for the compiler
     */
    static JavaClasses with(Map<String, String> sources, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-nowarn", "-proc:none"));
        arguments.addAll(List.of("-classpath", folder.toString(), "-d", folder.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            String name = source.getKey();
            Path file = folder.resolve(name.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            String code = "package " + name.substring(0, name.lastIndexOf('.')) + ";\n" + source.getValue();
            arguments.add(Files.writeString(file, code).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        if (javac.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError(said);
        }
        Set<Location> locations = new HashSet<>(Locations.ofPackage("io.astreaming"));
        locations.add(Location.of(folder));
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importLocations(locations);
    }
}
