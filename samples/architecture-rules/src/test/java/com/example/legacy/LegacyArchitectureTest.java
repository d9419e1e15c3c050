package com.example.legacy;

import static com.tngtech.archunit.library.freeze.FreezingArchRule.freeze;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.astreaming.rules.ChatUsageRules;

@AnalyzeClasses(packages = "com.example.legacy", importOptions = DoNotIncludeTests.class)
class LegacyArchitectureTest {
    @ArchTest
    static final ArchRule noNewStreamIsLeftOpen = freeze(ChatUsageRules.STREAMS_ARE_CLOSED.as("streams are closed"));
}
