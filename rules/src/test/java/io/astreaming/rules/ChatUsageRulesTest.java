package io.astreaming.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatUsageRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("astreaming.root", ".."));

    @Test
    void listsAndMarksEveryRule() throws ReflectiveOperationException {
        List<Field> rules = Arrays.stream(ChatUsageRules.class.getFields())
                .filter(field -> field.getType() == ArchRule.class)
                .toList();

        assertThat(rules).allMatch(field -> field.isAnnotationPresent(ArchTest.class));
        assertThat(ChatUsageRules.ALL).hasSameSizeAs(rules);
        for (Field rule : rules) {
            assertThat(ChatUsageRules.ALL).contains((ArchRule) rule.get(null));
        }
    }

    @Test
    void saysOfEveryRuleWhyItIsThereAndWhatToDo() {
        assertThat(ChatUsageRules.ALL)
                .extracting(ArchRule::getDescription)
                .allMatch(text -> text.matches(".+, because .+: .+"))
                .doesNotHaveDuplicates();
    }

    @Test
    void namesMethodsThatExist() throws ReflectiveOperationException {
        for (Field field : Api.class.getDeclaredFields()) {
            if (field.getType() == Methods.class) {
                Methods methods = (Methods) field.get(null);
                assertThat(Arrays.stream(Class.forName(methods.type()).getMethods())
                                .map(Method::getName))
                        .as(methods.type())
                        .containsAll(methods.names());
            } else {
                assertThat(Class.forName((String) field.get(null))).isNotNull();
            }
        }
    }

    /** On the module path, Java itself keeps these packages from use; on the class path only the rule does. */
    @Test
    void namesThePackagesThatNoModuleExportsAndNoOthers() throws IOException {
        for (String module : List.of("domain", "adapters-http", "adapters-json", "library", "replay")) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            String descriptor = Files.readString(sources.resolve("module-info.java"));
            try (Stream<Path> files = Files.walk(sources)) {
                assertThat(files.filter(file -> file.endsWith("package-info.java"))
                                .map(file -> sources.relativize(file.getParent())
                                        .toString()
                                        .replace('/', '.')))
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(isInternal(name))
                                .as(name)
                                .isEqualTo(!descriptor.contains("exports " + name + ";")));
            }
        }
    }

    private static boolean isInternal(String name) {
        return Arrays.stream(ChatUsageRules.INTERNAL)
                .anyMatch(pattern -> PackageMatcher.of(pattern).matches(name));
    }

    @Test
    void needsNoJunit() {
        assertThatThrownBy(ChatUsageRulesTest::checkWithoutJunit)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("check the packages that the test imports");
    }

    private static void checkWithoutJunit() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("com.example.assistant");
        ChatUsageRules.ALL.forEach(rule -> rule.check(classes));
    }

    /** A service may import classes of its own that have nothing to do with a model. */
    @Test
    void holdsForCodeThatHasNoCaseOfARule() {
        assertThat(ChatUsageRules.ALL)
                .filteredOn(rule -> rule != ChatUsageRules.ASTREAMING_IS_USED)
                .allSatisfy(rule -> rule.check(new ClassFileImporter().importClasses(List.of())));
    }
}
