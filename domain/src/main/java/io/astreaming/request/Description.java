package io.astreaming.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a record, an enum or a record's component to the model. It becomes the {@code description} in the JSON
 * schema, and so a part of the prompt.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Description {
    /** {@return the description, in words for the model} */
    String value();
}
