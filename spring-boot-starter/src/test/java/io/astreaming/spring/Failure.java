package io.astreaming.spring;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** All that Spring Boot tells of a failed start. */
final class Failure {
    private Failure() {}

    /** Returns what the first analyzer that knows the failure says, and the stack trace with all messages. */
    static String reportOf(Throwable failure) {
        StringWriter report = new StringWriter();
        FailureAnalysis analysis =
                SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, e) -> {})
                        .stream()
                        .map(analyzer -> analyzer.analyze(failure))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no analyzer explains it", failure));
        report.append(analysis.getDescription()).append('\n').append(analysis.getAction());
        failure.printStackTrace(new PrintWriter(report));
        return report.toString();
    }
}
