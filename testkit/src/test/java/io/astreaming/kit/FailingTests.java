package io.astreaming.kit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes, some of which have to fail. */
final class FailingTests {
    private FailingTests() {}

    /** Runs the tests of a class and of those nested in it, and returns the messages of those that failed. */
    static List<String> of(Class<?> tests) {
        return run(selectClass(tests));
    }

    /** Runs one test, and returns the message of its failure; empty if it passed. */
    static List<String> of(Class<?> tests, String method) {
        return run(selectMethod(tests, method));
    }

    private static List<String> run(DiscoverySelector selector) {
        List<String> failures = new ArrayList<>();
        int[] passed = {0};
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable()
                        .filter(thrown -> result.getStatus() == TestExecutionResult.Status.FAILED)
                        .ifPresent(thrown -> failures.add(String.valueOf(thrown.getMessage())));
                passed[0] += test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? 1 : 0;
            }
        });
        Assertions.assertThat(passed[0] + failures.size()).as("tests").isPositive();
        return failures;
    }
}
