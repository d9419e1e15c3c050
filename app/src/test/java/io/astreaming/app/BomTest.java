package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The BOM against the poms of the modules, as texts. */
@Timeout(60)
class BomTest {
    private static final Path ROOT = Path.of(System.getProperty("astreaming.root", ".."));

    @Test
    void listsEveryPublishedModuleAndNothingElse() throws IOException {
        List<String> published = new ArrayList<>();
        for (String module : all("<module>(.+?)</module>", read("pom.xml"))) {
            String pom = read(module + "/pom.xml");
            if (!pom.contains("<maven.deploy.skip>true<") && !pom.contains("<packaging>pom<")) {
                published.add("io.astreaming:" + first("<artifactId>(.+?)</artifactId>", afterParent(pom)));
            }
        }
        List<String> listed = all(
                        "<groupId>(.+?</groupId>\\s*<artifactId>.+?)</artifactId>\\s*<version>\\$\\{project.version}<",
                        read("bom/pom.xml"))
                .stream()
                .map(each -> each.replaceAll("</groupId>\\s*<artifactId>", ":"))
                .toList();

        assertThat(published).contains("io.astreaming:astreaming", "io.astreaming:astreaming-domain");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(published);
    }

    private static String read(String name) throws IOException {
        return Files.readString(ROOT.resolve(name));
    }

    private static String afterParent(String pom) {
        return pom.substring(pom.indexOf("</parent>"));
    }

    private static String first(String pattern, String text) {
        return all(pattern, text).get(0);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
