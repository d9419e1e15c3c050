package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What META-INF/NOTICE of the executable jar says about the components in it. */
@Timeout(60)
class NoticeIT {
    private static final Pattern ROW = Pattern.compile("(?m)^([\\w.]+:[\\w.-]+:[\\w.-]+) +(\\S.*?) {2,}(\\S.*)$");

    private static final Set<String> BUILT_WITH_GRADLE = Set.of("picocli", "reactor-core", "reactive-streams");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile("target/astreaming.jar");
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    /** Each class is looked up in the libraries that this test runs with; their files lie in folders named after them. */
    @Test
    void listsExactlyTheComponentsWhoseClassesAreInTheJar() throws IOException {
        Set<String> files = new HashSet<>();
        for (String name : names()) {
            if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.startsWith("io/astreaming/")) {
                URL origin = NoticeIT.class.getClassLoader().getResource(name);
                assertThat(origin)
                        .as(name + ", which comes from no library of app")
                        .isNotNull();
                files.add(origin.getPath().replaceAll("!.*", ""));
            }
        }
        Set<String> listed = rows().keySet();

        assertThat(listed)
                .as("META-INF/NOTICE must list what the jar holds, in its version: " + files)
                .hasSameSizeAs(files)
                .allSatisfy(component -> assertThat(files).anyMatch(file -> file.endsWith(pathOf(component))));
    }

    /** As a repository lays it out: group/artifact/version/artifact-version.jar. */
    private static String pathOf(String component) {
        String[] part = component.split(":");
        return String.join("/", part[0].replace('.', '/'), part[1], part[2], part[1] + "-" + part[2] + ".jar");
    }

    @Test
    void namesTheTextOfEachLicenceAndTheJarHoldsEachOnce() throws IOException {
        Set<String> named = rows().values().stream()
                .flatMap(texts -> List.of(texts.split(", ")).stream())
                .map(text -> text.startsWith("META-INF/") ? text : "META-INF/licenses/" + text)
                .collect(Collectors.toSet());
        Set<String> held = names().stream()
                .filter(name -> Pattern.compile("(?i)licen[sc]e|copying")
                        .matcher(name.replaceFirst("META-INF/licenses/(?=.)", "licence "))
                        .find())
                .filter(name -> !name.endsWith("/") && !name.endsWith(".class"))
                .collect(Collectors.toSet());

        assertThat(held).isEqualTo(named);
        assertThat(textOf("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(textOf("META-INF/licenses/EPL-2.0.txt")).startsWith("# Eclipse Public License - v 2.0");
        assertThat(textOf("META-INF/licenses/EDL-1.0.txt")).startsWith("# Eclipse Distribution License - v 1.0");
        assertThat(textOf("META-INF/licenses/GPL-2.0-with-classpath-exception.txt"))
                .contains("GNU General Public License (GPL) Version 2", "## CLASSPATH EXCEPTION");
        assertThat(textOf("META-INF/licenses/MIT-redis.txt")).contains("Lettuce", "Redis Ltd.", "MIT License");
        assertThat(textOf("META-INF/licenses/MIT-slf4j.txt")).contains("SLF4J", "QOS.ch");
        assertThat(textOf("META-INF/licenses/MIT-0.txt")).startsWith("MIT No Attribution");
        assertThat(textOf("META-INF/licenses/BSD-3-Clause-jline.txt")).contains("JLine", "Redistribution and use");
    }

    @Test
    void leavesTheLibrariesOwnNoticesInTheJar() throws IOException {
        assertThat(textOf("META-INF/NOTICE.md"))
                .contains(
                        "Notices for Eclipse Yasson",
                        "Notices for Eclipse Parsson",
                        "Notices for Jakarta JSON Processing",
                        "Notices for Jakarta JSON Binding");
    }

    /** A scanner without network knows a library in a jar by its pom.properties; those that were built with Gradle have none. */
    @Test
    void standsBesideTheCoordinatesThatScannersRead() throws IOException {
        for (String component : rows().keySet()) {
            String[] part = component.split(":");
            if (!BUILT_WITH_GRADLE.contains(part[1])) {
                assertThat(textOf("META-INF/maven/" + part[0] + "/" + part[1] + "/pom.properties"))
                        .contains("version=" + part[2]);
            }
        }
        assertThat(textOf("META-INF/maven/io.astreaming/astreaming-domain/pom.properties"))
                .contains("groupId=io.astreaming");
    }

    private List<String> names() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    /** From a component's coordinates to the names of its licences' texts. */
    private Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(textOf("META-INF/NOTICE")).results().forEach(row -> rows.put(row.group(1), row.group(3)));
        return rows;
    }

    private String textOf(String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
