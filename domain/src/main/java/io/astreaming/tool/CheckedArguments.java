package io.astreaming.tool;

import io.astreaming.completion.ToolCall;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.error.TextPosition;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the model, in place of a result, that a tool couldn't read the arguments of a call. */
final class CheckedArguments {
    private static final String ADVICE = " Call the tool again with arguments that fit its schema.";

    private CheckedArguments() {}

    /**
     * Runs a tool.
     *
     * @param tool throws a {@link MalformedResultException} if it can't read the arguments
     * @param result makes the tool's result of what the model is told then
     * @param call a call of this tool
     */
    static <R> R apply(Function<ToolCall, R> tool, Function<String, R> result, ToolCall call) {
        try {
            return requireResult(tool.apply(call), call);
        } catch (MalformedResultException e) {
            if (isAbout(call, e.text())) {
                return result.apply(problem(e));
            }
            throw e; // the tool itself asked a model whose answer it couldn't read
        }
    }

    /** Rejects null, and names the tool, whose name is the caller's own and not just what the model wrote. */
    static <R> R requireResult(@Nullable R result, ToolCall call) {
        return Objects.requireNonNull(result, () -> "the tool " + call.name() + " returned null: return text");
    }

    static String told(String problem) {
        return problem;
    }

    private static boolean isAbout(ToolCall call, String text) {
        return text.equals(call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /** Quotes no class, since without a place in the JSON the problem is one of the program's own code. */
    private static String problem(MalformedResultException thrown) {
        TextPosition position = thrown.position();
        String problem = thrown.problem();
        if (position == null || problem == null) {
            return "The tool doesn't accept these arguments, although they have the form of its schema."
                    + " Call it again with other values.";
        }
        String what = thrown.failure() == ResultFailure.INVALID_JSON
                ? "The arguments aren't JSON: "
                : "The arguments don't fit: ";
        return what + problem + place(position.jsonPath(), position.offset()) + "." + ADVICE;
    }

    private static String place(@Nullable String path, int offset) {
        return path == null ? " (character " + offset + ")" : " (at " + path + ")";
    }
}
