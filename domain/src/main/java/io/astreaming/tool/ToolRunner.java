package io.astreaming.tool;

import io.astreaming.completion.ToolCall;
import io.astreaming.request.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Runs the tools that a model calls. A loop calls it from one thread at a time, unless it was told to run calls in
 * parallel. {@link ToolSet} is a runner of {@linkplain Tool tools} that also have their definitions.
 */
@FunctionalInterface
public interface ToolRunner {
    /**
     * Runs a tool, and waits until it has a result.
     *
     * @param call a complete call; the model wrote its arguments, so they need to be validated
     * @return the result, as text for the model
     */
    String run(ToolCall call);

    /**
     * Starts a tool. By default the tool has run when this method returns.
     *
     * @param call a complete call
     * @return the result, now or later; a loop that no longer needs it cancels its future
     */
    default CompletionStage<String> start(ToolCall call) {
        return CompletableFuture.completedFuture(run(call));
    }

    /** {@return the tools that a loop adds to a request that has no tools of the same names; none by default} */
    default List<ToolDefinition> definitions() {
        return List.of();
    }

    /**
     * Creates a runner that finds each tool by its name. If the model calls a tool that doesn't exist, the result says
     * so and lists the tools that do, so that the model can choose another. If a tool can't
     * {@linkplain io.astreaming.port.ResultReader#read(ToolCall) read} the call's arguments, the result says what is
     * wrong with them.
     *
     * @param tools the tools by name
     * @return the runner
     */
    static ToolRunner of(Map<String, Function<ToolCall, String>> tools) {
        Map<String, Function<ToolCall, String>> known = Map.copyOf(tools);
        return call -> {
            Function<ToolCall, String> tool = known.get(call.name());
            return tool != null
                    ? CheckedArguments.apply(tool, CheckedArguments::told, call)
                    : "There is no such tool. There are: " + new TreeSet<>(known.keySet());
        };
    }
}
