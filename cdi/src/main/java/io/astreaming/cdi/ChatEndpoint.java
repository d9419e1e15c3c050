package io.astreaming.cdi;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the {@link io.astreaming.stream.Chat} or the {@link ChatRequests} of an endpoint other than the default one:
 * {@code @Inject @ChatEndpoint("local") Chat chat}, configured by {@code astreaming.endpoints.local.*}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface ChatEndpoint {
    /** The name of the endpoint that is configured directly below {@code astreaming}. */
    String DEFAULT = "default";

    /** {@return the endpoint's name below {@code astreaming.endpoints}} */
    @Nonbinding
    String value();
}
