package io.astreaming.stream;

import io.astreaming.completion.ToolCall;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs the tools that a model calls. Called by one thread at a time for each loop. */
@FunctionalInterface
public interface ToolRunner {
    /**
     * Runs a tool.
     *
     * @param call a call that came whole; its arguments are what a model made up, to be parsed with care
     * @return the result, as the model is to read it
     */
    String run(ToolCall call);

    /**
     * Runs each tool by its name. A model that calls one that isn't there is told so, and which there are: it may then
     * choose better.
     *
     * @param tools what to do for each name
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
