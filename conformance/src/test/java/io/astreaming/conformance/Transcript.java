package io.astreaming.conformance;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.UsageNotReported;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** All that a stream said, as lines that a person can read: its events in their order, how it ended, and what it adds up to. */
public final class Transcript {
    private static final int LONGEST_GROUP = 4;
    private static final Set<String> ABSENT = Set.of("null", "[]", "{}");

    private Transcript() {}

    /** Everything, an event a line; what comes several times running stands there once, with its number. */
    public static List<String> whole(Wire wire) {
        List<String> lines = runs(wire.events.stream().map(Transcript::event).toList(), 1);
        lines.add(outcome(wire));
        lines.add("deviations " + wire.said().deviations());
        lines.add("completion " + components(wire.said(), Set.of("choices", "deviations")));
        for (CompletedChoice choice : wire.said().choices()) {
            lines.add("choice " + describe(choice));
        }
        return lines;
    }

    /** The same without a word of what was said: the kinds of events in their order, lengths and digests. */
    public static List<String> digested(Wire wire) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + wire.outcome.getClass().getSimpleName() + " "
                + wire.said().deviations());
        lines.add("  "
                + String.join(
                        ", ", runs(wire.events.stream().map(Transcript::kind).toList(), LONGEST_GROUP)));
        Map<String, StringJoiner> kinds = new LinkedHashMap<>();
        for (ChatEvent event : wire.events) {
            kinds.computeIfAbsent(kind(event), kind -> new StringJoiner("\n")).add(event(event));
        }
        kinds.remove("StreamEnded");
        kinds.forEach((kind, said) -> lines.add("  " + kind + " " + digest(said.toString())));
        lines.add("  completion " + digest(describe(wire.said())));
        return lines;
    }

    /** How long a text is, and by what to know it again. */
    static String digest(String text) {
        return text.length() + " " + digest(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static String kind(ChatEvent event) {
        return event.getClass().getSimpleName();
    }

    private static String event(ChatEvent event) {
        return components((Record) event, Set.of("outcome"));
    }

    private static String outcome(Wire wire) {
        ChatException error = wire.outcome.error();
        String ended = wire.outcome.getClass().getSimpleName();
        return error == null
                ? ended
                : ended + " " + error.kind() + (error.isRetryable() ? ", retryable: " : ": ")
                        + JsonText.ofString(error.getMessage()).text();
    }

    /** What comes several times running, alone or as a group of up to so many, stands there once with its number. */
    private static List<String> runs(List<String> items, int longestGroup) {
        List<String> runs = new ArrayList<>();
        for (int from = 0; from < items.size(); ) {
            int group = 1;
            int times = times(items, from, 1);
            for (int longer = 2; longer <= longestGroup && times == 1; longer++) {
                group = longer;
                times = times(items, from, longer);
            }
            group = times == 1 ? 1 : group;
            String said = String.join(", ", items.subList(from, from + group));
            runs.add(times == 1 ? said : times + " * " + (group == 1 ? said : "(" + said + ")"));
            from += times * group;
        }
        return runs;
    }

    private static int times(List<String> items, int from, int group) {
        int times = 1;
        for (int to = from + group; to + group <= items.size(); to += group) {
            if (!items.subList(to, to + group).equals(items.subList(from, from + group))) {
                break;
            }
            times++;
        }
        return times;
    }

    /** Any value, by its components; those that are absent or empty are left out, and the lines of a text are escaped. */
    private static String describe(@Nullable Object value) {
        if (value instanceof String text) {
            return JsonText.ofString(text).text();
        }
        if (value instanceof JsonText json) {
            return json.text().replace("\r", "\\r").replace("\n", "\\n");
        }
        if (value instanceof Collection<?> items) {
            return "["
                    + String.join(", ", items.stream().map(Transcript::describe).toList()) + "]";
        }
        if (value instanceof Map<?, ?> entries) {
            return "{"
                    + String.join(
                            ", ",
                            entries.entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + describe(entry.getValue()))
                                    .toList())
                    + "}";
        }
        if (value instanceof Record parts) {
            RecordComponent[] components = parts.getClass().getRecordComponents();
            return components.length == 1 ? describe(part(parts, components[0])) : components(parts, Set.of());
        }
        return value instanceof UsageNotReported ? "null" : String.valueOf(value);
    }

    private static String components(Record value, Set<String> without) {
        StringJoiner out = new StringJoiner(", ", value.getClass().getSimpleName() + "[", "]");
        out.setEmptyValue(value.getClass().getSimpleName());
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String part = without.contains(component.getName()) ? "null" : describe(part(value, component));
            if (!ABSENT.contains(part)) {
                out.add(component.getName() + "=" + part);
            }
        }
        return out.toString();
    }

    private static @Nullable Object part(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(component + " can't be read", e);
        }
    }
}
