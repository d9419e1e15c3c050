package io.astreaming.conformance;

import io.astreaming.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Compares all that the streams of each test said with what they said before: an assertion looks at one thing, this at the rest. */
public final class GoldenRows implements BeforeEachCallback, AfterEachCallback {
    private final ThreadLocal<List<List<String>>> said = ThreadLocal.withInitial(ArrayList::new);

    @Override
    public void beforeEach(ExtensionContext test) {
        said.get().clear();
        Wire.tell(wire -> said.get().add(Transcript.whole(wire)));
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        Wire.tell(null);
        if (test.getExecutionException().isEmpty()) {
            Golden.compare(name(test), lines(said.get()));
        }
    }

    /** What the streams said, one after the other; those that say the same as the one before are left out. */
    private static List<String> lines(List<List<String>> streams) {
        List<String> lines = new ArrayList<>();
        List<String> before = List.of();
        for (List<String> stream : streams) {
            if (!stream.equals(before)) {
                lines.addAll(before.isEmpty() ? List.of() : List.of(""));
                lines.addAll(stream);
            }
            before = stream;
        }
        return lines;
    }

    /** A file of each test; one that runs with several arguments has a file for each. */
    private static String name(ExtensionContext test) {
        String id = test.getUniqueId();
        String invocation = id.contains("[test-template-invocation:#") ? "-" + id.replaceAll("^.*#|]$", "") : "";
        return test.getRequiredTestClass().getSimpleName() + "/"
                + test.getRequiredTestMethod().getName() + invocation + ".txt";
    }

    /** Whether there is a test that makes this file. */
    public static boolean makes(String name) {
        String[] parts = name.split("[/.-]");
        try {
            Class<?> type = Class.forName(GoldenRows.class.getPackageName() + ".quirks." + parts[0]);
            return Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(parts[1]));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
