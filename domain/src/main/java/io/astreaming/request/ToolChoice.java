package io.astreaming.request;

import java.util.List;

/** Which tools the model calls. The set of permitted types may grow in a minor release. */
public sealed interface ToolChoice {
    /** No tool is called. */
    ToolChoice NONE = new Mode("none");
    /** The model decides. */
    ToolChoice AUTO = new Mode("auto");
    /** At least one tool is called. */
    ToolChoice REQUIRED = new Mode("required");

    /**
     * The model calls this function.
     *
     * @param name the function
     * @return the choice
     */
    static Named function(String name) {
        return new Named("function", name);
    }

    /**
     * The model calls this custom tool.
     *
     * @param name the tool
     * @return the choice
     */
    static Named custom(String name) {
        return new Named("custom", name);
    }

    /**
     * The model may call only these of the request's tools.
     *
     * @param mode {@code auto} or {@code required}
     * @param tools the tools
     * @return the choice
     */
    static Allowed allowed(String mode, Named... tools) {
        return new Allowed(mode, List.of(tools));
    }

    /** {@return whether a tool has to be called} */
    boolean isForced();

    /**
     * A choice without a tool's name. The set of words is open: providers use words beyond the constants, such as
     * {@code any}.
     *
     * @param value the word on the wire
     */
    record Mode(String value) implements ToolChoice {
        /** Rejects a blank word. */
        public Mode {
            Preconditions.requireNotBlank("a tool choice", value);
        }

        @Override
        public boolean isForced() {
            return !value.equals("none") && !value.equals("auto");
        }
    }

    /**
     * One tool.
     *
     * @param type {@code function} or {@code custom}
     * @param name the tool
     */
    record Named(String type, String name) implements ToolChoice {
        /** Rejects blank values. */
        public Named {
            Preconditions.requireNotBlank("a chosen tool's type", type);
            Preconditions.requireNotBlank("a chosen tool's name", name);
        }

        @Override
        public boolean isForced() {
            return true;
        }
    }

    /**
     * Some of the tools.
     *
     * @param mode {@code auto} or {@code required}
     * @param tools the tools
     */
    record Allowed(String mode, List<Named> tools) implements ToolChoice {
        /** Copies the list and rejects an empty one. */
        public Allowed {
            Preconditions.requireNotBlank("the mode of allowed tools", mode);
            tools = List.copyOf(tools);
            if (tools.isEmpty()) {
                throw new IllegalArgumentException("no tool is allowed: use ToolChoice.NONE");
            }
        }

        @Override
        public boolean isForced() {
            return !mode.equals("auto");
        }
    }
}
