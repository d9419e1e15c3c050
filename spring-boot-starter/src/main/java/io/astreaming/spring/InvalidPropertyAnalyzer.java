package io.astreaming.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which property is wrong. Boot's own analyzers would show the value, which may be a key. */
final class InvalidPropertyAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
        return new FailureAnalysis(
                "The property " + cause.property() + " has a value that can't be used: " + cause.problem() + ".",
                "Change the value of " + cause.property() + ".",
                cause);
    }
}
