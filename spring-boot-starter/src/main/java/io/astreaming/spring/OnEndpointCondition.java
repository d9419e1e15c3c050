package io.astreaming.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Is there an endpoint to ask: a key, or a base URL? */
final class OnEndpointCondition extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Astreaming endpoint");
        for (String name : new String[] {"base-url", "api-key"}) {
            if (isSet(context.getEnvironment(), "astreaming." + name)) {
                return ConditionOutcome.match(message.because("astreaming." + name + " is set"));
            }
        }
        return ConditionOutcome.noMatch(message.because("neither astreaming.api-key nor astreaming.base-url is set"
                + " (a blank value and a placeholder without a value count as not set)"));
    }

    static boolean isSet(Environment environment, String property) {
        @Nullable
        String value = Binder.get(environment).bind(property, String.class).orElse(null);
        return EndpointProperties.present(value) != null;
    }
}
