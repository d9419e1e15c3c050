package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.CancelledException;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.Position;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.ResultFailure;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.TextPosition;
import io.astreaming.error.TruncatedException;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.port.Payload;
import io.astreaming.request.Headers;
import io.astreaming.request.Parameter;
import io.astreaming.settings.ApiKey;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of docs/decisions/0011: no toString shows content. Every public type of the domain is made with a secret in each text. */
class ToStringTest {
    private static final String SECRET = "planted-secret";

    /** Texts themselves, and places, which name members so that an error can be found. */
    private static final Set<Class<?>> TEXTS =
            Set.of(JsonText.class, Role.class, FinishReason.class, Position.class, TextPosition.class);

    /** What the program itself chose, in a request; and the headings of a trace that is read. */
    private static final Set<String> OURS = Set.of(
            "model",
            "name",
            "type",
            "mode",
            "value",
            "syntax",
            "format",
            "voice",
            "voiceId",
            "ttl",
            "inputMode",
            "outputMode",
            "searchContextSize",
            "opening",
            "JsonProblem.description");

    static Stream<Class<?>> types() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.astreaming").stream()
                        .filter(type -> type.isAssignableTo(Record.class))
                        .<Class<?>>map(type -> loaded(type.getName()))
                        .filter(type -> type.getPackageName()
                                .matches("io\\.astreaming\\.(chunk|completion|engine|error|event|jsontext|port|request"
                                        + "|settings|stream|trace|value)"))
                        .filter(type -> isPublic(type) && !TEXTS.contains(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void noTypeShowsContent(Class<?> type) throws ReflectiveOperationException {
        assertThat(String.valueOf(make(type, type, ""))).doesNotContain(SECRET).doesNotContain("planted");
    }

    @Test
    void looksAtManyTypesAndSomeThatAreNoRecords() {
        assertThat(types().count()).isGreaterThan(60);
        PartialJson json = new PartialJson();
        json.append("{\"" + SECRET + "\":");
        assertThat(List.of(json, ApiKey.of(SECRET), Payload.of(SECRET)).toString())
                .doesNotContain("planted");
    }

    @Test
    void aMapOfExtrasShowsNoneOfThemEither() {
        Map<String, JsonText> members = new Extras(Map.of(SECRET, json())).members();

        assertThat(new Extras(members)).hasToString("Extras[1 members]");
    }

    private static @Nullable Object make(Class<?> type, Type generic, String name) throws ReflectiveOperationException {
        if (type == String.class) {
            boolean ours = OURS.contains(name) || OURS.contains(name.substring(name.indexOf('.') + 1));
            return name.equals("AudioOutput.voiceId") ? null : ours ? "ours" : SECRET; // a voice has a name or an id
        } else if (type == JsonText.class) {
            return json();
        } else if (type == int.class || type == Integer.class) {
            return 1;
        } else if (type == long.class || type == Long.class) {
            return 1L;
        } else if (type == double.class || type == Double.class) {
            return 0.5;
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        } else if (type == Payload.class) {
            return Payload.of(json().text());
        } else if (type == Extras.class) {
            return new Extras(Map.of(SECRET, json()));
        } else if (type == Headers.class) {
            return Headers.NONE.with("ours", SECRET); // the program chose the names
        } else if (type == List.class) {
            return List.of(Objects.requireNonNull(argument(generic, 0)));
        } else if (type == Set.class) {
            return Set.of(Objects.requireNonNull(argument(generic, 0)));
        } else if (type == Map.class) {
            Object key = Objects.requireNonNull(argument(generic, 0));
            return key.equals(Parameter.USER)
                    ? Map.of(key, SECRET)
                    : Map.of(key, Objects.requireNonNull(argument(generic, 1)));
        } else if (type == Parameter.class) {
            return Parameter.USER;
        } else if (Throwable.class.isAssignableFrom(type)) {
            return error(type);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isSealed()) {
            Class<?> chosen = type == Outcome.class ? Failed.class : recordOf(type);
            return make(chosen, chosen, name);
        } else if (type == FinishReason.class || type == Role.class) {
            return type.getConstructor(String.class).newInstance("ours");
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean itself =
                    components[i].getGenericType().getTypeName().equals("java.util.List<" + type.getName() + ">");
            values[i] = itself
                    ? List.of()
                    : make(
                            components[i].getType(),
                            components[i].getGenericType(),
                            type.getSimpleName() + "." + components[i].getName());
        }
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return type.getConstructor(parameters).newInstance(values);
    }

    private static @Nullable Object argument(Type generic, int index) throws ReflectiveOperationException {
        Type argument = ((ParameterizedType) generic).getActualTypeArguments()[index];
        if (argument instanceof ParameterizedType parameterized) {
            return make((Class<?>) parameterized.getRawType(), parameterized, "");
        }
        if (argument instanceof WildcardType || argument == Object.class) {
            return SECRET;
        }
        return make((Class<?>) argument, argument, "");
    }

    private static Class<?> recordOf(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? Stream.of(recordOf(each)) : Stream.of(each))
                .filter(Class::isRecord)
                .findFirst()
                .orElseThrow();
    }

    private static Object error(Class<?> type) throws ReflectiveOperationException {
        if (type == CancelledException.class) {
            return new CancelledException();
        } else if (type == TruncatedException.class) {
            return new TruncatedException("ended", null);
        } else if (type == StreamTimeoutException.class) {
            return new StreamTimeoutException(StreamTimeoutException.Phase.IDLE, Duration.ofSeconds(1));
        }
        assertThat(type).isIn(ChatException.class, MalformedResultException.class);
        Object detail = make(ErrorDetail.class, ErrorDetail.class, "");
        return type == ChatException.class
                ? new ProviderFailedException((ErrorDetail) Objects.requireNonNull(detail), null)
                : new MalformedResultException(ResultFailure.INVALID_JSON, "ours", SECRET, null);
    }

    private static JsonText json() {
        return JsonText.ofString(SECRET);
    }

    private static boolean isPublic(Class<?> type) {
        boolean open = Modifier.isPublic(type.getModifiers());
        return open && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
