package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool that the model may call. The set of permitted types may grow in a minor release. */
public sealed interface ToolDefinition {
    /** {@return members of the tool that aren't modelled, beside {@code type}} */
    Extras extras();

    /**
     * The same tool with a member that isn't modelled, such as a gateway's {@code cache_control}.
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
     * @param description what it does, for the model to know when to call it
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
     * @param description what it does, for the model to know when to call it
     * @return the tool
     * @throws IllegalArgumentException if the name is blank
     */
    static Function function(String name, String description) {
        return new Function(name, description, null, null, Extras.NONE);
    }

    /**
     * A tool that takes free text.
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
     * @param parameters the JSON schema of its arguments; none if absent
     * @param strict whether the arguments have to fit the schema exactly; the provider's default if absent
     * @param extras members beside {@code type} and {@code function}
     */
    record Function(
            String name,
            @Nullable String description,
            @Nullable JsonText parameters,
            @Nullable Boolean strict,
            Extras extras)
            implements ToolDefinition {
        /** Refuses nulls, blanks, and what isn't JSON. */
        public Function {
            Preconditions.requireNotBlank("a function's name", name);
            if (parameters != null) {
                Preconditions.json("the parameters of " + name, parameters);
            }
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * The same function.
         *
         * @param exactly whether the arguments have to fit the schema exactly
         * @return a changed copy
         */
        public Function withStrict(boolean exactly) {
            return new Function(name, description, parameters, exactly, extras);
        }

        @Override
        public Function withExtra(String member, JsonText value) {
            return new Function(name, description, parameters, strict, Preconditions.extra(extras, member, value));
        }

        /** Tells the name, never description or schema. */
        @Override
        public String toString() {
            return "function " + name;
        }
    }

    /**
     * A tool that takes text instead of JSON.
     *
     * @param name its name
     * @param description what it does
     * @param format what the text has to look like; any text if absent
     * @param extras members beside {@code type} and {@code custom}
     */
    record Custom(
            String name,
            @Nullable String description,
            @Nullable Format format,
            Extras extras) implements ToolDefinition {
        /** Refuses nulls and blanks. */
        public Custom {
            Preconditions.requireNotBlank("a custom tool's name", name);
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * The same tool.
         *
         * @param input what its text has to look like
         * @return a changed copy
         */
        public Custom withFormat(Format input) {
            return new Custom(name, description, input, extras);
        }

        @Override
        public Custom withExtra(String member, JsonText value) {
            return new Custom(name, description, format, Preconditions.extra(extras, member, value));
        }

        /** Tells the name, never description or grammar. */
        @Override
        public String toString() {
            return "custom " + name;
        }
    }

    /**
     * What the text for a custom tool has to look like.
     *
     * @param syntax the grammar's language, such as {@code lark} or {@code regex}; absent for any text
     * @param definition the grammar; empty for any text
     */
    record Format(@Nullable String syntax, String definition) {
        /** Any text. */
        public static final Format TEXT = new Format(null, "");

        /** Refuses nulls and a blank syntax. */
        public Format {
            Preconditions.requireNullOrNotBlank("a grammar's syntax", syntax);
            Objects.requireNonNull(definition, "definition");
        }

        /**
         * Text of a grammar.
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
     * A tool of a kind that only a provider knows, such as a search of its own.
     *
     * @param type the kind
     * @param extras its other members
     */
    record Other(String type, Extras extras) implements ToolDefinition {
        /** Refuses nulls and a blank kind. */
        public Other {
            Preconditions.requireNotBlank("a tool's type", type);
            Objects.requireNonNull(extras, "extras");
        }

        @Override
        public Other withExtra(String member, JsonText value) {
            return new Other(type, Preconditions.extra(extras, member, value));
        }

        /** Names the kind. */
        @Override
        public String toString() {
            return type;
        }
    }
}
