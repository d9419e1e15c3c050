package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.astreaming.archunit.ChatArchitecture;
import java.util.List;

@AnalyzeClasses(packages = "io.astreaming", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> ROOMS = List.of(
            "chunk",
            "request",
            "completion",
            "result",
            "event",
            "error",
            "port",
            "trace",
            "stream",
            "http",
            "http.replay",
            "json",
            "app");

    @ArchTest
    static final ArchTests holds = ArchTests.in(ChatArchitecture.class);

    /** A rule about a package that nobody has, mistyped perhaps, would pass. */
    @ArchTest
    static void looks_at_every_room(JavaClasses house) {
        assertThat(ROOMS)
                .allSatisfy(room -> assertThat(house)
                        .as(room)
                        .anyMatch(type -> type.getPackageName().equals("io.astreaming." + room)
                                && !type.getSimpleName().equals("package-info")));
    }
}
