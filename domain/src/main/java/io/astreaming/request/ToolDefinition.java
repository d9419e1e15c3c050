package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool that the model may call. The set of permitted types may grow in a minor release. */
public sealed interface ToolDefinition {
    /** {@return members of the tool that aren't modelled} */
    Extras extras();

    /**
     * Returns a copy with one more member that isn't modelled, such as a gateway's {@code cache_control}.
     *
     * @param name the member's name on the wire
     * @param value its value
     * @return a changed copy
     * @throws IllegalArgumentException if the value isn't JSON
     */
    ToolDefinition withExtra(String name, JsonText value);

    /**
     * A function.
     *
     * @param name its name
     * @param description what it does, so that the model knows when to call it
     * @param parameters the JSON schema of its arguments
     * @return the tool
     * @throws IllegalArgumentException if the name is blank or the schema isn't JSON
     */
    static Function function(String name, String description, JsonText parameters) {
        return new Function(name, description, parameters, null, Extras.NONE);
    }

    /**
     * A function without parameters.
     *
     * @param name its name
     * @param description what it does, so that the model knows when to call it
     * @return the tool
     * @throws IllegalArgumentException if the name is blank
     */
    static Function function(String name, String description) {
        return new Function(name, description, null, null, Extras.NONE);
    }

    /**
     * A tool whose input is free text.
     *
     * @param name its name
     * @param description what it does
     * @return the tool
     * @throws IllegalArgumentException if the name is blank
     */
    static Custom custom(String name, String description) {
        return new Custom(name, description, null, Extras.NONE);
    }

    /**
     * A function.
     *
     * @param name its name
     * @param description what it does
     * @param parameters the JSON schema of its arguments; null for a function without parameters
     * @param strict whether the arguments have to match the schema exactly; null for the provider's default
     * @param extras members other than {@code type} and {@code function}
     */
    record Function(
            String name,
            @Nullable String description,
            @Nullable JsonText parameters,
            @Nullable Boolean strict,
            Extras extras)
            implements ToolDefinition {
        /** Rejects a null or blank name, and a schema that isn't JSON. */
        public Function {
            Preconditions.requireNotBlank("a function's name", name);
            if (parameters != null) {
                Preconditions.json("the parameters of " + name, parameters);
            }
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * Returns a copy with strict checking of arguments on or off.
         *
         * @param exactly whether the arguments have to match the schema exactly
         * @return a changed copy
         */
        public Function withStrict(boolean exactly) {
            return new Function(name, description, parameters, exactly, extras);
        }

        @Override
        public Function withExtra(String member, JsonText value) {
            return new Function(name, description, parameters, strict, Preconditions.extra(extras, member, value));
        }

        /** Shows the name, never description or schema. */
        @Override
        public String toString() {
            return "function " + name;
        }
    }

    /**
     * A tool whose input is text instead of JSON.
     *
     * @param name its name
     * @param description what it does
     * @param format the format of the text; null for any text
     * @param extras members other than {@code type} and {@code custom}
     */
    record Custom(
            String name,
            @Nullable String description,
            @Nullable Format format,
            Extras extras) implements ToolDefinition {
        /** Rejects nulls and a blank name. */
        public Custom {
            Preconditions.requireNotBlank("a custom tool's name", name);
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * Returns a copy with a format.
         *
         * @param input the format of its input
         * @return a changed copy
         */
        public Custom withFormat(Format input) {
            return new Custom(name, description, input, extras);
        }

        @Override
        public Custom withExtra(String member, JsonText value) {
            return new Custom(name, description, format, Preconditions.extra(extras, member, value));
        }

        /** Shows the name, never description or grammar. */
        @Override
        public String toString() {
            return "custom " + name;
        }
    }

    /**
     * The format of a custom tool's input.
     *
     * @param syntax the grammar's language, such as {@code lark} or {@code regex}; null for any text
     * @param definition the grammar; empty for any text
     */
    record Format(@Nullable String syntax, String definition) {
        /** Any text. */
        public static final Format TEXT = new Format(null, "");

        /** Rejects nulls and a blank syntax. */
        public Format {
            Preconditions.requireNullOrNotBlank("a grammar's syntax", syntax);
            Objects.requireNonNull(definition, "definition");
        }

        /**
         * Creates a format from a grammar.
         *
         * @param syntax the grammar's language: {@code lark} or {@code regex}
         * @param definition the grammar
         * @return the format
         */
        public static Format grammar(String syntax, String definition) {
            return new Format(Objects.requireNonNull(syntax, "syntax"), definition);
        }

        /** Never shows the grammar. */
        @Override
        public String toString() {
            return syntax == null ? "text" : syntax + " of " + definition.length();
        }
    }

    /**
     * A tool of a provider-specific type, such as the provider's own search.
     *
     * @param type the type
     * @param extras its other members
     */
    record Other(String type, Extras extras) implements ToolDefinition {
        /** Rejects nulls and a blank type. */
        public Other {
            Preconditions.requireNotBlank("a tool's type", type);
            Objects.requireNonNull(extras, "extras");
        }

        @Override
        public Other withExtra(String member, JsonText value) {
            return new Other(type, Preconditions.extra(extras, member, value));
        }

        /** Shows the type. */
        @Override
        public String toString() {
            return type;
        }
    }
}
