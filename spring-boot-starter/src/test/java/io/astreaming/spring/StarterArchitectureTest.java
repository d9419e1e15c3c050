package io.astreaming.spring;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the starter, whose package isn't in the picture of the library's. */
@AnalyzeClasses(packages = "io.astreaming.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class StarterArchitectureTest {
    @ArchTest
    static final ArchRule uses_what_users_use = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.astreaming",
                    "io.astreaming.dispatch",
                    "io.astreaming.spring",
                    "io.astreaming.http",
                    "io.astreaming.http.relay",
                    "io.astreaming.json",
                    "io.astreaming.port",
                    "io.astreaming.redis",
                    "io.astreaming.relay..",
                    "io.astreaming.request",
                    "io.astreaming.servlet",
                    "io.astreaming.settings",
                    "io.astreaming.stream",
                    "io.astreaming.value",
                    "io.astreaming.micrometer",
                    "io.astreaming.opentelemetry",
                    "io.micrometer..",
                    "io.opentelemetry.api",
                    "jakarta.servlet..",
                    "java.lang..",
                    "java.nio.charset",
                    "java.security",
                    "java.time",
                    "java.util..",
                    "org.jspecify..",
                    "org.springframework.."))
            .because("the starter puts together what the library publishes");

    /** Other packages of Spring Boot have moved from one of its lines to the next, and so may these. */
    @ArchTest
    static final ArchRule uses_packages_of_spring_boot_that_both_lines_have = classes()
            .that()
            .resideInAPackage("io.astreaming.spring")
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.<JavaClass>not(resideInAnyPackage("org.springframework.boot.."))
                    .or(resideInAnyPackage(
                            "org.springframework.boot.actuate.endpoint",
                            "org.springframework.boot.autoconfigure",
                            "org.springframework.boot.autoconfigure.condition",
                            "org.springframework.boot.autoconfigure.service.connection",
                            "org.springframework.boot.context.properties..",
                            "org.springframework.boot.diagnostics",
                            "org.springframework.boot.system",
                            "org.springframework.boot.web.servlet")))
            .because("one jar serves both lines");

    @ArchTest
    static final ArchRule publishes_only_its_api = classes()
            .that()
            .arePublic()
            .should()
            .haveNameMatching(
                    "io\\.astreaming\\.spring\\.(AstreamingAutoConfiguration|AstreamingConnectionDetails|ChatCustomizer"
                            + "|ChatRequests|ChatTransportCustomizer|RelayUpstream)")
            .because("everything else may change with any version");
}
