package io.astreaming.tool;

import io.astreaming.completion.ToolCall;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ToolDefinition;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tool: its definition, which tells the model when and how to call it, and the function that runs it. If the function
 * can't {@linkplain ResultReader#read(ToolCall) read} a call's arguments, the result tells the model which argument is
 * wrong and what was expected. Immutable, and as thread-safe as its function.
 */
public final class Tool {
    private final ToolDefinition definition;
    private final String name;
    private final Function<ToolCall, CompletionStage<String>> function;

    private Tool(ToolDefinition definition, Function<ToolCall, CompletionStage<String>> function) {
        this.definition = Objects.requireNonNull(definition, "definition");
        this.name = requireName(definition);
        this.function = function;
    }

    /**
     * Creates a tool whose function receives the call as it is.
     *
     * @param definition a function or a custom tool
     * @param function returns the result, as text for the model
     * @return the tool
     * @throws IllegalArgumentException if the definition has no name
     */
    public static Tool of(ToolDefinition definition, Function<ToolCall, String> function) {
        Objects.requireNonNull(function, "function");
        return new Tool(definition, now(function));
    }

    /**
     * Creates a tool whose function receives the call as it is, and returns at once with the promise of a result.
     *
     * @param definition a function or a custom tool
     * @param function returns the result, as text for the model
     * @return the tool
     * @throws IllegalArgumentException if the definition has no name
     */
    public static Tool async(ToolDefinition definition, Function<ToolCall, CompletionStage<String>> function) {
        Objects.requireNonNull(function, "function");
        return new Tool(definition, function);
    }

    /**
     * Creates a tool whose arguments are a value, checked before the function receives it.
     *
     * @param name the tool's name
     * @param description what it does, so that the model knows when to call it
     * @param arguments describes the arguments to the model, and reads them
     * @param function returns the result, as text for the model
     * @return the tool
     * @param <T> the type of the arguments
     */
    public static <T> Tool of(
            String name, String description, ResultReader<T> arguments, Function<? super T, String> function) {
        Objects.requireNonNull(function, "function");
        return of(arguments.tool(name, description), call -> function.apply(arguments.read(call)));
    }

    /**
     * Creates a tool whose arguments are a value, checked before the function receives it. The function returns at once
     * with the promise of a result.
     *
     * @param name the tool's name
     * @param description what it does, so that the model knows when to call it
     * @param arguments describes the arguments to the model, and reads them
     * @param function returns the result, as text for the model
     * @return the tool
     * @param <T> the type of the arguments
     */
    public static <T> Tool async(
            String name,
            String description,
            ResultReader<T> arguments,
            Function<? super T, ? extends CompletionStage<String>> function) {
        Objects.requireNonNull(function, "function");
        return async(arguments.tool(name, description), call -> function.apply(arguments.read(call)));
    }

    private static Function<ToolCall, CompletionStage<String>> now(Function<ToolCall, String> function) {
        return call -> CompletableFuture.completedFuture(CheckedArguments.requireResult(function.apply(call), call));
    }

    private static String requireName(ToolDefinition definition) {
        String name = nameOf(definition);
        if (name == null) {
            throw new IllegalArgumentException(
                    "the provider itself runs its tool " + definition + ": add it to the request, not here");
        }
        return name;
    }

    /**
     * Returns the name by which the model calls a tool.
     *
     * @param definition any tool
     * @return its name; null for a tool that the provider itself runs
     */
    public static @Nullable String nameOf(ToolDefinition definition) {
        if (definition instanceof ToolDefinition.Function function) {
            return function.name();
        }
        return definition instanceof ToolDefinition.Custom custom ? custom.name() : null;
    }

    /** {@return the definition, for requests} */
    public ToolDefinition definition() {
        return definition;
    }

    /** {@return the name by which the model calls the tool} */
    public String name() {
        return name;
    }

    /**
     * Starts the tool.
     *
     * @param call a complete call of this tool
     * @return the result, as text for the model
     */
    public CompletionStage<String> start(ToolCall call) {
        return CheckedArguments.apply(function, CompletableFuture::completedFuture, call);
    }

    /** Shows the name. */
    @Override
    public String toString() {
        return "Tool[" + name + "]";
    }
}
