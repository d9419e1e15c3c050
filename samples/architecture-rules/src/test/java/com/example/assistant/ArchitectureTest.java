package com.example.assistant;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.astreaming.rules.ChatUsageRules;

@AnalyzeClasses(packages = "com.example.assistant", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests usage = ArchTests.in(ChatUsageRules.class);

    @ArchTest
    static final ArchRule adapters = ChatUsageRules.adaptersOnlyIn("..config..");

    @ArchTest
    static final ArchRule keys = ChatUsageRules.keysOnlyIn("..config..");

    @ArchTest
    static final ArchRule traces = ChatUsageRules.tracesOnlyIn("..config..");

    @ArchTest
    static final ArchRule clients = ChatUsageRules.otherClientsOnlyIn("..config..");

    @ArchTest
    static final ArchRule domain = ChatUsageRules.onlyAnswersIn("..domain..");

    @ArchTest
    static final ArchRule storage = ChatUsageRules.ownTypesIn("..storage..", "..domain..");
}
