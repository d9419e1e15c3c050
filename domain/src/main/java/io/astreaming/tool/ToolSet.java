package io.astreaming.tool;

import io.astreaming.completion.ToolCall;
import io.astreaming.request.ToolDefinition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Tools by their names. If the model calls a tool that doesn't exist, the result says so and lists the tools that do.
 * Immutable, and as thread-safe as its tools.
 */
public final class ToolSet implements ToolRunner {
    private final Map<String, Tool> tools;

    private ToolSet(Map<String, Tool> tools) {
        this.tools = Collections.unmodifiableMap(tools);
    }

    /**
     * Creates a set of tools.
     *
     * @param tools the tools
     * @return the set
     * @throws IllegalArgumentException if two tools have the same name
     */
    public static ToolSet of(Tool... tools) {
        ToolSet set = new ToolSet(new TreeMap<>());
        for (Tool tool : tools) {
            set = set.with(tool);
        }
        return set;
    }

    /**
     * Returns a copy with one more tool.
     *
     * @param tool the tool
     * @return a changed copy
     * @throws IllegalArgumentException if there is a tool of this name already
     */
    public ToolSet with(Tool tool) {
        Map<String, Tool> more = new TreeMap<>(tools);
        if (more.put(tool.name(), tool) != null) {
            throw new IllegalArgumentException("there are two tools of the name " + tool.name() + ": rename one");
        }
        return new ToolSet(more);
    }

    @Override
    public List<ToolDefinition> definitions() {
        return tools.values().stream().map(Tool::definition).toList();
    }

    @Override
    public CompletionStage<String> start(ToolCall call) {
        Tool tool = tools.get(call.name());
        return tool != null
                ? tool.start(call)
                : CompletableFuture.completedFuture("There is no such tool. There are: " + tools.keySet());
    }

    /** Runs a tool, and waits for the result of one that returns only the promise of it. */
    @Override
    public String run(ToolCall call) {
        try {
            return start(call).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    /** Shows the tools' names. */
    @Override
    public String toString() {
        return "ToolSet" + tools.keySet();
    }
}
