package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The format of the answer's text. The set of permitted types may grow in a minor release. */
public sealed interface ResponseFormat {
    /** Any text. */
    ResponseFormat TEXT = new Plain("text", Extras.NONE);
    /** Any JSON object; most providers require the word JSON in the prompt too. */
    ResponseFormat JSON_OBJECT = new Plain("json_object", Extras.NONE);

    /**
     * JSON that matches a schema.
     *
     * @param name the schema's name
     * @param schema the schema
     * @param strict whether the answer has to match the schema exactly
     * @return the format
     * @throws IllegalArgumentException if the name is blank or the schema isn't JSON
     */
    static JsonSchema jsonSchema(String name, JsonText schema, boolean strict) {
        return new JsonSchema(name, null, schema, strict, Extras.NONE);
    }

    /**
     * JSON that matches a schema.
     *
     * @param name the schema's name
     * @param description what the result is for; null for none
     * @param schema the schema; null if the name is sufficient
     * @param strict whether the answer has to match the schema exactly; null for the provider's default
     * @param extras members other than {@code type} and {@code json_schema}
     */
    record JsonSchema(
            String name,
            @Nullable String description,
            @Nullable JsonText schema,
            @Nullable Boolean strict,
            Extras extras)
            implements ResponseFormat {
        /** Rejects a null or blank name, and a schema that isn't JSON. */
        public JsonSchema {
            Preconditions.requireNotBlank("a schema's name", name);
            if (schema != null) {
                Preconditions.json("the schema " + name, schema);
            }
            Objects.requireNonNull(extras, "extras");
        }

        /**
         * Returns a copy with a description.
         *
         * @param purpose what the result is for
         * @return a changed copy
         */
        public JsonSchema withDescription(String purpose) {
            return new JsonSchema(name, purpose, schema, strict, extras);
        }

        /** Shows the name, never the schema. */
        @Override
        public String toString() {
            return "json_schema " + name;
        }
    }

    /**
     * A format without a schema. The set of types is open: providers have types beyond the constants, some with further
     * members.
     *
     * @param type the type
     * @param extras its other members
     */
    record Plain(String type, Extras extras) implements ResponseFormat {
        /** Rejects nulls and a blank type. */
        public Plain {
            Preconditions.requireNotBlank("a response format's type", type);
            Objects.requireNonNull(extras, "extras");
        }

        /** Shows the type. */
        @Override
        public String toString() {
            return type;
        }
    }
}
