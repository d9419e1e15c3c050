package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ToolLoop;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/settings.md says of defaults is true, and it has all settings. */
class SettingsPageTest {
    @Test
    void hasTheDefaultsOfTheCode() throws IOException, ReflectiveOperationException {
        for (Object settings : List.of(StreamTimeouts.DEFAULT, RetryPolicy.DEFAULT, StreamLimits.DEFAULT)) {
            Map<String, String> defaults = new TreeMap<>();
            rows(settings.getClass().getSimpleName()).forEach(row -> defaults.put(name(row), row.get(1)));
            assertThat(defaults).isEqualTo(values(settings));
        }
    }

    @Test
    void hasAllMethodsThatSetSomething() throws IOException {
        assertThat(names("Chat")).isEqualTo(methods(Chat.class, Chat.class));
        assertThat(names("JdkChatTransport.Builder"))
                .isEqualTo(methods(JdkChatTransport.Builder.class, JdkChatTransport.Builder.class));
        assertThat(names("ToolLoop")).isEqualTo(methods(ToolLoop.class, ToolLoop.class));
    }

    @Test
    void saysThatOneAttemptIsNoRetry() {
        assertThat(RetryPolicy.NONE).isEqualTo(RetryPolicy.DEFAULT.withMaxAttempts(1));
    }

    private static List<List<String>> rows(String section) throws IOException {
        return GuidePage.of("settings.md").sections().get(section).rows();
    }

    private static Set<String> names(String section) throws IOException {
        Set<String> names = new TreeSet<>();
        rows(section).forEach(row -> names.add(name(row)));
        return names;
    }

    private static String name(List<String> row) {
        return GuidePage.code(row.get(0)).get(0);
    }

    /** The names of the methods of an object that change a setting: they return its type. */
    private static Set<String> methods(Class<?> type, Class<?> returned) {
        Set<String> names = new TreeSet<>();
        own(type, method -> method.getReturnType() == returned).forEach(method -> names.add(method.getName()));
        return names;
    }

    private static Map<String, String> values(Object settings) throws ReflectiveOperationException {
        Map<String, String> values = new TreeMap<>();
        for (Method getter : own(settings.getClass(), method -> method.getParameterCount() == 0)
                .toList()) {
            if (!Set.of("hashCode", "toString").contains(getter.getName())) {
                values.put(getter.getName(), shown(invoke(getter, settings)));
            }
        }
        return values;
    }

    private static Object invoke(Method getter, Object settings) throws ReflectiveOperationException {
        try {
            return getter.invoke(settings);
        } catch (InvocationTargetException e) {
            throw new AssertionError(getter.getName(), e);
        }
    }

    private static Stream<Method> own(Class<?> type, Predicate<Method> chosen) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic())
                .filter(chosen);
    }

    private static String shown(Object value) {
        if (value instanceof Duration time) {
            if (time.toMillisPart() > 0) {
                return time.toMillis() + " ms";
            } else if (time.toSecondsPart() > 0) {
                return time.toSeconds() + " s";
            }
            return time.toMinutesPart() > 0 ? time.toMinutes() + " min" : time.toHours() + " h";
        }
        return value instanceof Number number ? String.format(Locale.ROOT, "%,d", number) : value.toString();
    }
}
