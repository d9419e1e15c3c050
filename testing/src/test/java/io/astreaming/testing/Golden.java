package io.astreaming.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.util.diff.DiffUtils;

/**
 * What was once found right, line by line, and is compared ever after. A change that is meant is accepted by
 * {@code ./mvnw -q -Pgolden}, which shows how it differs and writes it down.
 */
public final class Golden {
    public static final boolean ACCEPTS = Boolean.getBoolean("golden.accept");
    private static final Path FOLDER =
            Path.of(System.getProperty("astreaming.root", ".."), "conformance/src/test/resources/golden");
    private static final int CONTEXT = 3;

    private Golden() {}

    /** Compares lines with those of a golden file, or writes them there if changes are accepted. */
    public static void compare(String name, List<String> lines) throws IOException {
        compare(name, read(name), lines);
    }

    /** The same with what a golden file has to say of them. */
    public static void compare(String name, List<String> golden, List<String> lines) throws IOException {
        if (lines.equals(golden)) {
            return;
        }
        String diff = String.join(
                "\n", DiffUtils.generateUnifiedDiff(name, name, golden, DiffUtils.diff(golden, lines), CONTEXT));
        if (!ACCEPTS) {
            fail("this isn't what it was; if it is meant, accept it with: ./mvnw -q -Pgolden%n%s", diff);
        }
        Path file = FOLDER.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        System.out.println("Accepted:\n" + diff + "\n");
    }

    public static List<String> read(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Finds golden files that nothing is compared with any more, or removes them if changes are accepted. */
    public static void keepOnly(Predicate<String> wanted) throws IOException {
        List<String> stale;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            stale = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(wanted.negate())
                    .sorted()
                    .toList();
        }
        if (!ACCEPTS && !stale.isEmpty()) {
            fail("no test makes these any more; remove them with: ./mvnw -q -Pgolden%n%s", stale);
        }
        for (String name : stale) {
            Files.delete(FOLDER.resolve(name));
            System.out.println("Removed: " + name);
        }
    }
}
