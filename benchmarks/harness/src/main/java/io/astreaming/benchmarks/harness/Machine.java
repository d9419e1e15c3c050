package io.astreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/** The machine, the JDK and the versions of the libraries that were measured. */
final class Machine {
    private Machine() {}

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The processor's name and how many cores of it there are. */
    static String processor() {
        String name = "unknown";
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                name = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(name);
            } catch (IOException e) {
                // Then it stays unknown.
            }
        }
        return String.format(
                Locale.ROOT,
                "%d cores (%s, %s), %s",
                cores(),
                name,
                System.getProperty("os.arch"),
                System.getProperty("os.name"));
    }

    /** Returns an entry of the JDK's release file. */
    static Properties jdk(Path home) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        release.replaceAll((key, value) -> value.toString().replace("\"", ""));
        return release;
    }

    /** 17, 21, 25. */
    static int feature(Properties jdk) {
        return Runtime.Version.parse(jdk.getProperty("JAVA_VERSION")).feature();
    }

    /** Returns the names of the jars, which have the versions of the libraries. */
    static List<String> versions(Jvm jvm) {
        List<String> telling = List.of(
                "astreaming-domain", "openai-java-core", "langchain4j-open-ai", "spring-ai-openai", "jackson-databind");
        return Stream.of("astreaming", "jackson", "langchain4j", "openai-java", "spring-ai")
                .map(module -> module + ": "
                        + String.join(
                                ", ",
                                jvm.classPath(module).stream()
                                        .map(jar -> Path.of(jar)
                                                .getFileName()
                                                .toString()
                                                .replace(".jar", ""))
                                        .filter(jar -> telling.stream().anyMatch(jar::startsWith))
                                        .toList()))
                .toList();
    }
}
