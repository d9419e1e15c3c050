package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.astreaming.archunit.ChatArchitecture;

@AnalyzeClasses(packages = "io.astreaming", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests holds = ArchTests.in(ChatArchitecture.class);

    /** A rule about a package that doesn't exist, perhaps mistyped, would always hold. */
    @ArchTest
    static void looks_at_every_package(JavaClasses classes) {
        assertThat(ChatArchitecture.packages())
                .allSatisfy(name -> assertThat(classes)
                        .as(name)
                        .anyMatch(type -> type.getPackageName().equals(name)
                                && !type.getSimpleName().equals("package-info")));
    }
}
