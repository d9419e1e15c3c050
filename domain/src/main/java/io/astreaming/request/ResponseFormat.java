package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the answer's text has to look like. The set of permitted types may grow in a minor release. */
public sealed interface ResponseFormat {
    /** Any text. */
    ResponseFormat TEXT = new Plain("text", Extras.NONE);
    /** Some JSON object; most providers want the word JSON in the prompt too. */
    ResponseFormat JSON_OBJECT = new Plain("json_object", Extras.NONE);

    /**
     * JSON of a schema.
     *
     * @param name the schema's name
     * @param schema the schema
     * @param strict whether the answer has to fit exactly
     * @return the format
     * @throws IllegalArgumentException if the name is blank or the schema isn't JSON
     */
    static JsonSchema jsonSchema(String name, JsonText schema, boolean strict) {
        return new JsonSchema(name, null, schema, strict, Extras.NONE);
    }

    /**
     * JSON of a schema.
     *
     * @param name the schema's name
     * @param description what it is for
     * @param schema the schema; absent where the name says it all
     * @param strict whether the answer has to fit exactly; the provider's default if absent
     * @param extras members beside {@code type} and {@code json_schema}
     */
    record JsonSchema(
            String name,
            @Nullable String description,
            @Nullable JsonText schema,
            @Nullable Boolean strict,
            Extras extras)
            implements ResponseFormat {
        /** Refuses nulls, blanks, and what isn't JSON. */
        public JsonSchema {
            Preconditions.requireNotBlank("a schema's name", name);
            if (schema != null) {
                Preconditions.json("the schema " + name, schema);
            }
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * The same format.
         *
         * @param purpose what it is for
         * @return a changed copy
         */
        public JsonSchema withDescription(String purpose) {
            return new JsonSchema(name, purpose, schema, strict, extras);
        }

        /** Tells the name, never the schema. */
        @Override
        public String toString() {
            return "json_schema " + name;
        }
    }

    /**
     * A format in a word. An open value: providers have kinds beyond the constants, some with members of their own.
     *
     * @param type the kind
     * @param extras its other members
     */
    record Plain(String type, Extras extras) implements ResponseFormat {
        /** Refuses nulls and a blank kind. */
        public Plain {
            Preconditions.requireNotBlank("a response format's type", type);
            Objects.requireNonNull(extras, "extras");
        }

        /** Names the kind. */
        @Override
        public String toString() {
            return type;
        }
    }
}
