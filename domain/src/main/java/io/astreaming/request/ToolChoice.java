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
     * This function is called.
     *
     * @param name the function
     * @return the choice
     */
    static Named function(String name) {
        return new Named("function", name);
    }

    /**
     * This custom tool is called.
     *
     * @param name the tool
     * @return the choice
     */
    static Named custom(String name) {
        return new Named("custom", name);
    }

    /**
     * Only these of the request's tools may be called.
     *
     * @param mode {@code auto} or {@code required}
     * @param tools which
     * @return the choice
     */
    static Allowed allowed(String mode, Named... tools) {
        return new Allowed(mode, List.of(tools));
    }

    /** {@return whether a tool has to be called} */
    boolean isForced();

    /**
     * A choice in a word. An open value: providers use words beyond the constants, such as {@code any}.
     *
     * @param value the word on the wire
     */
    record Mode(String value) implements ToolChoice {
        /** Refuses a blank. */
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
        /** Refuses blanks. */
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
     * @param tools which
     */
    record Allowed(String mode, List<Named> tools) implements ToolChoice {
        /** Copies the list and refuses an empty one. */
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
