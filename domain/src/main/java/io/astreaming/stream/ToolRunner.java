package io.astreaming.stream;

import io.astreaming.completion.ToolCall;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs the tools that a model calls. Each loop calls it from one thread at a time. */
@FunctionalInterface
public interface ToolRunner {
    /**
     * Runs a tool.
     *
     * @param call a complete call; the model wrote its arguments, so they need to be validated
     * @return the result, as text for the model
     */
    String run(ToolCall call);

    /**
     * Creates a runner that finds each tool by its name. If the model calls a tool that doesn't exist, the result says
     * so and lists the tools that do, so that the model can choose another.
     *
     * @param tools the tools by name
     * @return the runner
     */
    static ToolRunner of(Map<String, Function<ToolCall, String>> tools) {
        Map<String, Function<ToolCall, String>> known = Map.copyOf(tools);
        return call -> {
            Function<ToolCall, String> tool = known.get(call.name());
            return tool != null
                    ? tool.apply(call)
                    : "There is no such tool. There are: " + new TreeSet<>(known.keySet());
        };
    }
}
